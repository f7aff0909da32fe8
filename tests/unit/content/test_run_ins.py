"""Run-in heads: whole, damaged, unnumbered — and what only looks like one."""

from __future__ import annotations

import itertools

from builder.content.run_ins import RunInHead, find_run_ins

LONG = "新建校舍三栋，修缮操场两处，添置图书五千册，让孩子们在家门口就能读书。"


def heads(*texts: str, section: str = "0") -> list[list[tuple[int, str, str]]]:
    found = find_run_ins([(section, text) for text in texts])
    return [[(h.depth, h.number, h.heading) for h in items] for items in found]


def test_items_in_one_paragraph() -> None:
    text = f"全乡抓好三件事。一是办好学校。{LONG}二是修好道路。{LONG}三是管好河道。{LONG}"
    (items,) = find_run_ins([("0", text)])
    assert [(h.number, h.heading) for h in items] == [("一是", "办好学校"), ("二是", "修好道路"), ("三是", "管好河道")]
    assert [text[h.start : h.head_end] for h in items] == ["一是办好学校。", "二是修好道路。", "三是管好河道。"]
    assert all(a.end == b.start for a, b in itertools.pairwise(items))
    assert items[-1].end == len(text)


def test_items_in_paragraphs_of_their_own() -> None:
    assert heads(f"一是办好学校，让家长放心。{LONG}", f"二是修好道路，让出行顺畅。{LONG}") == [
        [(1, "一是", "办好学校，让家长放心")],
        [(1, "二是", "修好道路，让出行顺畅")],
    ]


def test_other_numbers() -> None:
    assert heads(f"一要办好学校。{LONG}二要修好道路。{LONG}") == [[(1, "一要", "办好学校"), (1, "二要", "修好道路")]]
    assert heads(f"第一，办好学校。{LONG}第二，修好道路。{LONG}") == [[(1, "第一", "办好学校"), (1, "第二", "修好道路")]]


def test_an_item_of_one_sentence_is_headed_by_its_first_clause() -> None:
    assert heads("一是办好学校，添置图书。二是修好道路，栽种树木。") == [[(1, "一是", "办好学校"), (1, "二是", "修好道路")]]


def test_clauses_of_one_sentence_are_no_heads() -> None:
    assert heads("存在不足：一是学校少；二是道路窄；三是河道浅。") == [[]]


def test_numbers_inside_quotation_marks_or_sentences_are_none() -> None:
    assert heads("他说：“一是一，二是二。一是要诚实。”大家都同意。", "另一是旧桥，其中一是木桥。", "一要紧的事是修路。") == [[], [], []]


def test_a_lost_numeral() -> None:
    assert heads(f"一是办好学校。{LONG}是修好道路。{LONG}三是管好河道。{LONG}")[0][1] == (1, "是", "修好道路")


def test_a_sentence_that_begins_with_shi_elsewhere() -> None:
    assert heads(f"是挑战也是机遇。{LONG}") == [[]]
    assert heads(f"一是办好学校。{LONG}是否扩建，还要研究。{LONG}") == [[(1, "一是", "办好学校")]]


def test_a_lost_stop_is_placed_by_the_length_of_the_sisters() -> None:
    text = f"一是学校条件明显改善推进校舍翻新，添置图书。{LONG}二是道路交通更加顺畅。{LONG}三是河道环境持续向好开展清淤行动，种植水草。"
    assert [h[2] for h in heads(text)[0]] == ["学校条件明显改善", "道路交通更加顺畅", "河道环境持续向好"]


def test_a_lost_stop_is_placed_by_the_ending_of_the_sisters() -> None:
    text = f"一是做亮书香乡村品牌。{LONG}二是做亮平安乡村品牌。{LONG}三是做亮多彩活力乡村品牌组织球赛，举办灯会。{LONG}"
    assert heads(text)[0][2] == (1, "三是", "做亮多彩活力乡村品牌")


def test_without_signs_nothing_is_cut() -> None:
    text = f"一是办好学校。{LONG}二是道路沿线村民反映强烈的路灯不亮问题得到解决，夜间出行方便。{LONG}"
    assert heads(text)[0][1] == (1, "二是", "道路沿线村民反映强烈的路灯不亮问题得到解决，夜间出行方便")


def test_a_lost_number_before_the_second() -> None:
    text = f"民生投入逐年增加，覆盖面继续扩大。做亮书香乡村品牌。{LONG}二是做亮平安乡村品牌。{LONG}三是做亮健康乡村品牌。{LONG}"
    assert [h[1:] for h in heads(text)[0]] == [("", "做亮书香乡村品牌"), ("二是", "做亮平安乡村品牌"), ("三是", "做亮健康乡村品牌")]


def test_unnumbered_heads_count_when_they_are_a_pattern() -> None:
    lead = "教育、交通、水利三条线同时推进，年初定下的任务都已完成。"
    paragraphs = [f"办好乡村学校。{LONG}", f"修好通村道路。{LONG}", f"管好大小河道。{LONG}"]
    assert heads(lead, *paragraphs) == [[], [(1, "", "办好乡村学校")], [(1, "", "修好通村道路")], [(1, "", "管好大小河道")]]
    assert heads(lead, paragraphs[0], lead, lead) == [[], [], [], []]


def test_a_slogan_at_the_end_is_no_head() -> None:
    paragraphs = [f"办好乡村学校。{LONG}", f"修好通村道路。{LONG}", f"管好大小河道。{LONG}", f"行百里者，半九十。{LONG}"]
    assert heads(*paragraphs)[-1] == []


def test_numbered_items_below_an_unnumbered_head() -> None:
    first = f"办好乡村学校。一是翻新校舍。{LONG}二是添置图书。{LONG}"
    assert heads(first, f"修好通村道路。{LONG}", f"管好大小河道。{LONG}")[0] == [
        (1, "", "办好乡村学校"),
        (2, "一是", "翻新校舍"),
        (2, "二是", "添置图书"),
    ]


def test_short_heads_inside_an_item() -> None:
    text = f"一是城乡面貌有了变化。校园环境焕然一新。{LONG}道路两侧整洁有序。{LONG}二是群众生活得到改善。{LONG}"
    assert heads(text)[0][:3] == [(1, "一是", "城乡面貌有了变化"), (2, "", "校园环境焕然一新"), (2, "", "道路两侧整洁有序")]


def test_heads_marked_by_a_dash_or_brackets() -> None:
    assert heads(f"——学校办得更好。{LONG}", f"——道路修得更宽。{LONG}") == [[(1, "", "学校办得更好")], [(1, "", "道路修得更宽")]]
    assert heads(f"【教育】{LONG}", f"【交通】{LONG}") == [[(1, "", "教育")], [(1, "", "交通")]]


def test_what_stands_before_the_first_heading_has_no_outline() -> None:
    items = find_run_ins([("-1", f"一是办好学校。{LONG}二是修好道路。{LONG}"), ("0", LONG)])
    assert items[0] == ()


def test_offsets_nest() -> None:
    text = f"一是城乡面貌有了变化。校园环境焕然一新。{LONG}道路两侧整洁有序。{LONG}二是群众生活得到改善。{LONG}"
    (items,) = find_run_ins([("0", text)])
    outer: RunInHead = items[0]
    assert all(outer.start < h.start < h.end <= outer.end for h in items[1:3])
    assert text[items[1].start : items[1].head_end] == "校园环境焕然一新。"
