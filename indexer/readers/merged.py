"""Merged cells: a value that stands in the first of them holds for all rows, and in a header for all columns."""

from typing import Any

Range = tuple[int, int, int, int]  # first row (from 1) and column (from 0), last row and column


class Merged:
    """The merged cells of a sheet, asked row by row from the top."""

    def __init__(self, ranges: list[Range]) -> None:
        self._beginning: dict[int, list[Range]] = {}
        for one in ranges:
            self._beginning.setdefault(one[0], []).append(one)
        self._deep = sorted((one for one in ranges if one[2] > one[0]), reverse=True)
        self._open: dict[int, tuple[int, Any]] = {}

    def wide(self, row: int) -> dict[int, int]:
        """First column -> last column of what begins in that row and is of several columns."""
        return {one[1]: one[3] for one in self._beginning.get(row, ()) if one[3] > one[1]}

    def spans(self, row: int) -> bool:
        """Whether a range begins in that row that names several columns, while others do not: a group of columns."""
        wide = self.wide(row)
        deep = any(one[2] > one[0] for one in self._beginning.get(row, ()))
        return bool(wide) or deep

    def spread(self, row: int, cells: list[Any]) -> list[Any]:
        """The row with each value in all columns for which it stands."""
        cells = list(cells)
        for first, last in self.wide(row).items():
            if first < len(cells):
                cells[first : last + 1] = [cells[first]] * (min(last + 1, len(cells)) - first)
        return cells

    def filled(self, row: int, cells: list[Any]) -> list[Any]:
        """The row with the values of merged cells that began above it; to be asked for each row once, downwards."""
        while self._deep and self._deep[-1][0] <= row:
            top, column, last, _ = self._deep.pop()
            if top == row and column < len(cells):
                self._open[column] = (last, cells[column])
        if not self._open or all(cell == "" for cell in cells):
            return cells
        self._open = {column: one for column, one in self._open.items() if one[0] >= row}
        if any(cells[column] == "" and one[1] != "" for column, one in self._open.items() if column < len(cells)):
            cells = list(cells)
            for column, (_, value) in self._open.items():
                if column < len(cells) and cells[column] == "":
                    cells[column] = value
        return cells
