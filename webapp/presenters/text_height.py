"""How high a text is in a frame: reckoned from its letters, as no script may measure it."""

from math import ceil

Font = tuple[float, float]  # pixels of a line and of a character

TEXT, SMALL, HEADING = (22.5, 7.2), (19.5, 6.3), (25.0, 10.0)  # as widget.css has them: measured
STEP = 20  # pixels, of the heights in lines to copy


def stepped(pixels: float) -> int:
    """With a little room, as a reader's device may have other fonts."""
    return ceil(pixels / STEP) * STEP


def filled(characters: int, room: float, font: Font) -> float:
    """Pixels of a text that fills its lines."""
    line, character = font
    return line * max(1, ceil(characters * character / room))


def broken(text: str, room: float, font: Font) -> float:
    """Pixels of a text in a narrow column, where a word that has no room begins a line, and a longer one is parted."""
    line, character = font
    lines, used, most = 1, 0, max(1, int(room / character))
    for length in map(len, text.split()):
        if used and used + 1 + length > most:
            lines, used = lines + 1, 0
        elif used:
            used += 1
        lines += max(0, ceil(length / most) - 1)
        used = length % most if length > most else used + length
    return line * lines
