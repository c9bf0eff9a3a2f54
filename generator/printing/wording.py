"""How papers write dates, amounts and empty fields; used as template filters."""

from decimal import Decimal

CAPITALS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿")


def chinese_date(iso: str | None) -> str:
    """``2026-06-03`` as 2026年6月3日; empty when there is no date."""
    if not iso:
        return ""
    year, month, day = iso[:10].split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def grouped(number: str) -> str:
    """``1245600.00`` as 1,245,600; decimals only where there are some."""
    value = Decimal(number)
    if value == value.to_integral_value():
        return f"{value:,.0f}"
    return f"{value.normalize():,f}"


def yuan(number: str | None) -> str:
    """Amount in yuan for a contract, always with two decimals; a dash when there is none."""
    return "—" if number is None else f"{Decimal(number):,.2f}"


def cost(number: str | None) -> str:
    """Amount as a family reads it: unknown is said, and is not nothing."""
    if number is None:
        return "学院还没填"
    return "不收" if Decimal(number) == 0 else f"{grouped(number)}元"


def capital(number: str) -> str:
    """Amount in the capital numerals that contracts and bills use, below a trillion yuan.

    ``305600.50`` is 叁拾万伍仟陆佰元伍角; a sum without 分 or 角 ends with 整.
    """
    value = Decimal(number)
    whole = int(value)
    jiao, fen = divmod(int(value * 100) % 100, 10)
    text = f"{integer_in_capitals(whole)}元" if whole else ""
    if not jiao and not fen:
        return f"{text or '零元'}整"
    if jiao:
        text += f"{CAPITALS[jiao]}角"
    elif whole:
        text += "零"
    return f"{text}{CAPITALS[fen]}分" if fen else f"{text}整"


def integer_in_capitals(number: int) -> str:
    """Groups of four digits with 万 and 亿; 零 once where digits are skipped."""
    text = ""
    skipped = False
    for power in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if skipped and text else "") + CAPITALS[digit] + PLACES[power % 4]
        skipped = not digit
        if power % 4 == 0 and power and number // 10**power % 10_000:
            text += GROUPS[power // 4]
            skipped = False
    return text
