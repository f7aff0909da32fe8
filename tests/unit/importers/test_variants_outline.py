"""Ways in which offices number and set their headings, each in a few sentences: what a clerk expects as outline."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builder.importers import ImportResult

Bring = Callable[..., ImportResult]
OutlineOf = Callable[[ImportResult], list[str]]

A = "全年修缮水渠五条、石桥三座，沿线村民出行和灌溉比往年方便，夜里也有路灯照明，大家都说这钱花得值当。"
B = "镇里请来技术员住村指导，果农学会了疏花疏果，合作社把订单签到了省城，仓库里不再有卖不出去的果子。"
C = "卫生院添了两台机器，医生每月下村巡诊，老人不出村就能量血压、测血糖，取药也不用再坐车进城。"
TITLE = "青禾镇2021年工作总结"

CASES: dict[str, tuple[list[str], list[str]]] = {
    "slips in 一、": (
        ["一．修好水利", A, "二 、兴旺果业", B, "三. 看病方便", C],
        ["1 一．|修好水利", "1 二 、|兴旺果业", "1 三.|看病方便"],
    ),
    "一 and a wide space": (["一　修好水利", A, "二　兴旺果业", B, "三　看病方便", C], ["1 一|修好水利", "1 二|兴旺果业", "1 三|看病方便"]),
    "parts with chapters below": (
        ["第一部分：2021年工作回顾", "一、修好水利", A, "二、兴旺果业", B, "第二部分：2022年工作安排", "一、看病方便", C],
        ["1 第一部分：|2021年工作回顾", "2 一、|修好水利", "2 二、|兴旺果业", "1 第二部分：|2022年工作安排", "2 一、|看病方便"],
    ),
    "five levels": (
        ["一、农业", "（一）水利", "1.水渠", "（1）东渠", "①渠首", A, "②渠尾", B, "（2）西渠", C],
        ["1 一、|农业", "2 （一）|水利", "3 1.|水渠", "4 （1）|东渠", "5 ①|渠首", "5 ②|渠尾", "4 （2）|西渠"],
    ),
    "（一） on a line of its own and beside its text": (
        ["一、农业", "（一）修好水利", A, f"（二）兴旺果业。{B}", "二、卫生", C],
        ["1 一、|农业", "2 （一）|修好水利", "2 （二）|兴旺果业", "1 二、|卫生"],
    ),
    "（一） at the top": (
        ["（一）农业", f"1.修好水利。{A}", f"2.兴旺果业。{B}", "（二）卫生", C],
        ["1 （一）|农业", "2 1.|修好水利", "2 2.|兴旺果业", "1 （二）|卫生"],
    ),
    "1. at the top": (
        ["1、农业", f"（1）修好水利。{A}", f"（2）兴旺果业。{B}", "2、卫生", C],
        ["1 1、|农业", "2 （1）|修好水利", "2 （2）|兴旺果业", "1 2、|卫生"],
    ),
    "a number alone on its line": (["一、", "修好水利", A, "二、", "兴旺果业", B], ["1 一、|修好水利", "1 二、|兴旺果业"]),
    "第一， on lines of their own": (
        ["第一，抓农业，修好水利", A, "第二，抓果业，打开销路", B, "第三，抓卫生，方便看病", C],
        ["1 第一，|抓农业，修好水利", "1 第二，|抓果业，打开销路", "1 第三，|抓卫生，方便看病"],
    ),
    "一是 on lines of their own below 一、": (
        ["一、去年工作", "一是修好水利", A, "二是兴旺果业", B, "二、今年打算", C],
        ["1 一、|去年工作", "2 一是|修好水利", "2 二是|兴旺果业", "1 二、|今年打算"],
    ),
    "首先 其次 on lines of their own": (
        ["首先，修好水利", A, "其次，兴旺果业", B, "最后，方便看病", C],
        ["1 首先，|修好水利", "1 其次，|兴旺果业", "1 最后，|方便看病"],
    ),
    "首先 其次 in running text": ([f"首先，{A}其次，{B}", C], []),
    "一要 in paragraphs of their own": (
        ["一、今年打算", f"一要修好水利。{A}", f"二要兴旺果业。{B}", f"三要方便看病。{C}"],
        ["1 一、|今年打算", "2 一要|修好水利", "2 二要|兴旺果业", "2 三要|方便看病"],
    ),
    "第一、 in running text": (
        ["一、今年打算", f"第一、修好水利。{A}第二、兴旺果业。{B}"],
        ["1 一、|今年打算", "2 第一|修好水利", "2 第二|兴旺果业"],
    ),
    "第一、第二产业 is no head": (["一、产业", f"第一、第二产业同步发展。{A}第三产业后来居上。{B}"], ["1 一、|产业"]),
    "short lines with a comma": (
        ["抓农业，修好水利", A, "抓果业，打开销路", B, "抓卫生，方便看病", C],
        ["1 |抓农业，修好水利", "1 |抓果业，打开销路", "1 |抓卫生，方便看病"],
    ),
    "short lines between blank ones": (
        ["", "水利", "", A, "", "果业", "", B, "", "卫生", "", C],
        ["1 |水利", "1 |果业", "1 |卫生"],
    ),
    "slogans above numbers that start again": (
        ["水利工程结出“惠民果”", f"1、修渠。{A}", f"2、架桥。{B}", "果园铺开“致富路”", f"1、育苗。{B}", f"2、销售。{A}", "村医守护“健康门”", C],
        ["1 |水利工程结出“惠民果”", "2 1、|修渠", "2 2、|架桥", "1 |果园铺开“致富路”", "2 1、|育苗", "2 2、|销售", "1 |村医守护“健康门”"],
    ),
    "unnumbered lines below 一、": (
        ["一、去年办了哪些事", "水渠通到田头", A, "果子卖进省城", B, "二、今年办哪些事", "村医走进家门", C],
        ["1 一、|去年办了哪些事", "2 |水渠通到田头", "2 |果子卖进省城", "1 二、|今年办哪些事", "2 |村医走进家门"],
    ),
    "lines in brackets": (["【水利】", A, "【果业】", B, "【卫生】", C], ["1 |水利", "1 |果业", "1 |卫生"]),
    "lines with an ornament": (["◆ 水利", A, "◆ 果业", B, "◆ 卫生", C], ["1 |水利", "1 |果业", "1 |卫生"]),
    "lines between asterisks": (["**一、水利**", A, "**二、果业**", B], ["1 一、|水利", "1 二、|果业"]),
    "only run-in heads": (
        [f"这一年办了三件事。一是修好水利。{A}二是兴旺果业。{B}", C],
        ["1 一是|修好水利", "1 二是|兴旺果业"],
    ),
    "only unnumbered run-in heads": (
        ["全镇上下一心，年初定下的事情都办成了，现将有关情况总结如下。", f"水利修缮一新。{A}", f"果业销路打开。{B}", f"看病更加方便。{C}"],
        ["1 |水利修缮一新", "1 |果业销路打开", "1 |看病更加方便"],
    ),
    "run-in heads in paragraphs before the first heading": (
        [f"一是修好水利。{A}", f"二是兴旺果业。{B}", "下一步工作打算", f"{C}{A}", "一、继续修渠", B],
        ["1 一是|修好水利", "1 二是|兴旺果业", "1 |下一步工作打算", "2 一、|继续修渠"],
    ),
    "an announcement before the first heading": (
        [f"去年做了两件事：一是修好水利，{A}二是兴旺果业，{B}", "一、水利", A, "二、果业", B],
        ["1 一、|水利", "1 二、|果业"],
    ),
    "decimals": (["1 总体情况", "1.1 水利", A, "1.2 果业", B, "2 下步打算", C], ["1 1|总体情况", "2 1.1|水利", "2 1.2|果业", "1 2|下步打算"]),
    "items of a list": (
        ["一、任务", "今年要办好下列几件实事，各村要对照清单逐项落实，年底统一检查：", "1.修水渠5条；", "2.建粮仓2座；", "3.开设果园课堂。", "二、要求", A],
        ["1 一、|任务", "1 二、|要求"],
    ),
    "lost line ends": (
        [f"一、农业（一）修好水利。{A}（二）兴旺果业。{B}二、卫生", C],
        ["1 一、|农业", "2 （一）|修好水利", "2 （二）|兴旺果业", "1 二、|卫生"],
    ),
    "1. items without line ends": (
        ["一、农业", f"1.修好水利。{A}2.兴旺果业。{B}", "二、卫生", C],
        ["1 一、|农业", "2 1.|修好水利", "2 2.|兴旺果业", "1 二、|卫生"],
    ),
    "其一 其二": (
        ["一、今年打算", f"其一，修好水利。{A}", f"其二，兴旺果业。{B}"],
        ["1 一、|今年打算", "2 其一|修好水利", "2 其二|兴旺果业"],
    ),
    "1. with a stop on a line of its own": (
        ["一、农业", "1.修好水利。", A, "2.兴旺果业。", B, "二、卫生", C],
        ["1 一、|农业", "2 1.|修好水利", "2 2.|兴旺果业", "1 二、|卫生"],
    ),
    "numbers that go on across sections": (
        ["一、农业", f"1．修好水利。{A}", f"2．兴旺果业。{B}", "二、卫生", f"3．方便看病。{C}"],
        ["1 一、|农业", "2 1．|修好水利", "2 2．|兴旺果业", "1 二、|卫生", "2 3．|方便看病"],
    ),
    "three levels on one line": (
        [f"一、农业（一）水利。1.修渠。{A}2.架桥。{B}（二）果业。1.育苗。{B}2.销售。{C}", "二、卫生", C],
        ["1 一、|农业", "2 （一）|水利", "3 1.|修渠", "3 2.|架桥", "2 （二）|果业", "3 1.|育苗", "3 2.|销售", "1 二、|卫生"],
    ),
    "heads after a dash": (
        ["一、今年打算", f"——修水利。{A}", f"——兴果业。{B}"],
        ["1 一、|今年打算", "2 |修水利", "2 |兴果业"],
    ),
    "headings that end in a colon": (["一、主要工作情况：", A, "二、存在问题：", B], ["1 一、|主要工作情况", "1 二、|存在问题"]),
    "halves without a number": (
        ["2021年工作总结", "一、水利", A, "二、果业", B, "2022年工作计划", "一、水利", C],
        ["1 |2021年工作总结", "2 一、|水利", "2 二、|果业", "1 |2022年工作计划", "2 一、|水利"],
    ),
    "numbers of one character": (
        ["Ⅰ. 农业", "㈠修好水利", "⒈修渠", "⑴东渠", A, "⑵西渠", B, "Ⅱ. 卫生", C],
        ["1 Ⅰ.|农业", "2 ㈠|修好水利", "3 ⒈|修渠", "4 ⑴|东渠", "4 ⑵|西渠", "1 Ⅱ.|卫生"],
    ),
    "numbers of cheques": (["壹、水利", A, "贰、果业", B], ["1 壹、|水利", "1 贰、|果业"]),
    "clauses between commas": (["一、今年打算", "一是继续修渠，二是继续架桥，三是继续修路，让村民出行方便、生活安心。"], ["1 一、|今年打算"]),
    "an article's item is no heading": (["一、依据", A, "条例第二十条第（一）项", B, "二、水利", C], ["1 一、|依据", "1 二、|水利"]),
    "chapters and articles": (
        ["第一章 总则", f"第一条 {A}", "第二章 水利", f"第二条 {B}"],
        ["1 第一章|总则", "1 第二章|水利"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_outline(name: str, bring: Bring, outline_of: OutlineOf) -> None:
    lines, wanted = CASES[name]
    assert outline_of(bring("\n".join([TITLE, "", *lines]))) == wanted


@pytest.mark.parametrize("name", CASES)
def test_outline_with_salutation_and_signature(name: str, bring: Bring, outline_of: OutlineOf) -> None:
    lines, wanted = CASES[name]
    text = "\n".join(
        [TITLE, *lines, "青禾县青禾镇人民政府", "二〇二二年一月八日", "【打印】【关闭】", "版权所有：青禾县人民政府"]
    )
    assert outline_of(bring(text)) == wanted


def test_wrapped_lines(bring: Bring, outline_of: OutlineOf) -> None:
    paragraphs = [
        f"　　{A}{B}",
        "　　一、修好水利",
        f"　　{B}{C}",
        "　　（一）兴旺果业",
        f"　　{C}{A}{B}",
        "　　二、看病方便",
        f"　　{A}{C}",
    ]
    wrapped = [p[i : i + 30] for p in paragraphs for i in range(0, len(p), 30)]
    result = bring("\n".join([TITLE, *wrapped]))
    assert outline_of(result) == ["1 一、|修好水利", "2 （一）|兴旺果业", "1 二、|看病方便"]
    assert f"{C}{A}{B}" in result.draft


def page(body: str) -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div class='c'>{body}</div></body></html>"
    )


PAGES: dict[str, tuple[str, list[str]]] = {
    "br": (f"<p>　　一、水利<br>　　{A}<br/><br/>　　二、果业<br>　　{B}</p>", ["1 一、|水利", "1 二、|果业"]),
    "div only": (f"<div>一、水利</div><div>{A}</div><div>二、果业</div><div>{B}</div>", ["1 一、|水利", "1 二、|果业"]),
    "bold spans": (
        f"<p><span style='font-weight:bold'>水利通到田头</span></p><p>{A}</p><p><span style='FONT-WEIGHT: 700'>果业销路打开</span></p><p>{B}</p>",
        ["1 |水利通到田头", "1 |果业销路打开"],
    ),
    "bold beside text": (
        f"<p><strong>一、农业</strong></p><p><b>（一）水利。</b>{A}</p><p><b>（二）果业。</b>{B}</p>",
        ["1 一、|农业", "2 （一）|水利", "2 （二）|果业"],
    ),
    "bold lines below 一、": (
        f"<p>一、农业</p><p><b>水利</b></p><p>{A}</p><p><b>果业</b></p><p>{B}</p><p>二、卫生</p><p>{C}</p>",
        ["1 一、|农业", "2 |水利", "2 |果业", "1 二、|卫生"],
    ),
    "one bold sentence is no heading": (f"<p>一、水利</p><p><b>{A}</b></p><p><b>注意</b></p><p>二、果业</p><p>{B}</p>", ["1 一、|水利", "1 二、|果业"]),
    "headings known by their face": (
        f"<p>{C}</p><p><span style='font-family:黑体'>水利通到田头</span></p><p>{A}</p><p><span style='font-family:楷体_GB2312'>（一）修渠</span></p><p>{B}</p>"
        f"<p><span style='font-family:楷体_GB2312'>（二）架桥</span></p><p>{B}</p><p><span style='font-family:黑体'>果业销路打开</span></p><p>{C}</p>",
        ["1 |水利通到田头", "2 （一）|修渠", "2 （二）|架桥", "1 |果业销路打开"],
    ),
    "headings marked as such": (f"<h2>水利</h2><p>{A}</p><h3>水渠</h3><p>{B}</p><h2>果业</h2><p>{C}</p>", ["1 |水利", "2 |水渠", "1 |果业"]),
    "text in a layout table": (f"<table><tr><td><p>一、水利</p><p>{A}</p><p>二、果业</p><p>{B}</p></td></tr></table>", ["1 一、|水利", "1 二、|果业"]),
    "numbers in spans of their own": (
        f"<p><span>一</span><span>、</span><span>水利</span></p><p>{A}</p><p><span>二、</span>果业</p><p>{B}</p>",
        ["1 一、|水利", "1 二、|果业"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str, bring: Bring, outline_of: OutlineOf) -> None:
    body, wanted = PAGES[name]
    assert outline_of(bring(page(body), "report.html")) == wanted
