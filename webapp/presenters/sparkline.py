"""A small line over the years, for the eye: what it says stands in words beside it."""

from search.authorities import Series

WIDTH, HEIGHT = 96, 24  # units of the picture
LEAST = 4  # values; fewer make no line


def sparkline(series: Series) -> str:
    """The points of an SVG polyline: years from left to right, the least value at the foot; empty for a few values."""
    if len(series) < LEAST:
        return ""
    years, values = [year for year, _ in series], [value for _, value in series]
    wide, high = years[-1] - years[0], (max(values) - min(values)) or 1
    points = [
        ((year - years[0]) / wide * WIDTH, HEIGHT - 2 - (value - min(values)) / high * (HEIGHT - 4))
        for year, value in series
    ]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
