"""Numbers that have the form of a person's and belong to nobody: the standard's specimen, a region and a subscriber of zeros."""

from __future__ import annotations

SPECIMEN = "11010519491231002X"  # GB 11643-1999
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(birth: str, serial: str = "000", region: str = "000000") -> str:
    """An identity number of no region, check character included. ``birth``: YYYYMMDD."""
    front = region + birth + serial
    return front + "10X98765432"[sum(int(c) * w for c, w in zip(front, _WEIGHTS, strict=True)) % 11]


def mobile(second: int = 3, third: int = 0) -> str:
    """A mobile number whose subscriber is all zeros."""
    return f"1{second}{third}" + "0" * 8


def card(length: int = 19, issuer: str = "62") -> str:
    """A card number of zeros with a right check digit."""
    front = issuer + "0" * (length - len(issuer) - 1)
    total = sum(sum(divmod(2 * int(c), 10)) if i % 2 == 0 else int(c) for i, c in enumerate(reversed(front)))
    return front + str(-total % 10)
