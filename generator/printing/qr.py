"""An address in, the outline of its QR code out; drawn as one SVG path, never as an image."""

from dataclasses import dataclass

import segno


@dataclass(frozen=True)
class QrCode:
    """``size`` modules a side with the four-module quiet zone; ``path`` draws them as strokes."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """QR code with error correction M: a folded or stained slip of paper still scans."""
    code = segno.make(text, error="m", micro=False, boost_error=False)
    border = 4
    strokes = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            width = 0
            while x + width < len(row) and row[x + width]:
                width += 1
            if width:
                strokes.append(f"M{x + border} {y + border}.5h{width}")
            x += width + 1
    return QrCode(size=len(code.matrix) + 2 * border, path="".join(strokes))
