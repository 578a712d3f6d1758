"""Suggestions in a real browser: by keyboard, by mouse, from right to left, on a phone; and what is left without."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from .conftest import OpenPage

pytestmark = pytest.mark.browser

LIST = ".ahead:not([hidden])"


def typed(page: Any, text: str) -> Any:
    """The box, after something was typed into it that is suggested for."""
    box = page.locator("input[name=q]")
    box.fill("")
    box.fill(text)  # at once: on a busy machine letters one by one are suggested for on the way
    page.locator(LIST).wait_for()
    return box


def active(page: Any) -> str:
    """The text of the option that a reader is at; nothing while it is in the box."""
    script = """() => { const box = document.activeElement, id = box.getAttribute("aria-activedescendant");
        const chosen = [...document.querySelectorAll("[aria-selected=true]")];
        if (box.name !== "q" || chosen.length !== (id ? 1 : 0) || (id && chosen[0].id !== id)) return "torn";
        return id ? chosen[0].innerText : ""; }"""
    return re.sub(r"\s+", " ", page.evaluate(script))


def options(page: Any) -> list[str]:
    return [re.sub(r"\s+", " ", text) for text in page.locator(f"{LIST} [role=option]").all_inner_texts()]


def test_all_of_it_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/about")
    box = typed(page, "ken")
    expect(page.get_by_role("status").first).to_have_text("3 suggestions")
    expect(page.get_by_role("combobox", expanded=True)).to_be_focused()
    assert options(page) == ["Kenya 6", "Kenya Institute 1", "Social pensions in Kenya"] and active(page) == ""
    for key, at in [("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", 2), ("ArrowDown", 0)]:
        page.keyboard.press(key)
        assert active(page) == options(page)[at], key
    for key, place in [("Home", 0), ("End", 3)]:
        page.keyboard.press("ArrowDown")
        page.keyboard.press(key)
        assert active(page) == "" and box.evaluate("box => box.selectionStart") == place
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")  # closes, and leaves what was typed
    assert page.locator(LIST).count() == 0 and active(page) == "" and box.input_value() == "ken"
    page.keyboard.press("ArrowUp")  # opens again, at the end
    page.locator(LIST).wait_for()
    expect(box).to_have_attribute("aria-activedescendant", re.compile("2$"))
    page.keyboard.press("Tab")
    assert page.locator(LIST).count() == 0 and page.evaluate("document.activeElement.tagName") == "BUTTON"
    typed(page, "ken")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?country=KEN")
    assert page.complaints == []


def test_enter_searches_for_what_was_typed_and_waits_for_nothing(open_page: OpenPage) -> None:
    page = open_page("/")
    held: list[Any] = []
    page.route("**/api/v1/suggest?*", lambda route: held.append(route))  # never answered
    box = page.get_by_role("combobox")
    box.press_sequentially("study")
    box.press("Enter")
    page.wait_for_url("**/search?q=study")
    page.unroute_all()
    typed(page, "pens")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=pens#results")


def test_by_mouse_and_away(open_page: OpenPage) -> None:
    page = open_page("/search?q=study")
    typed(page, "social pensions in")
    page.locator("h2#found").click()
    assert page.locator(LIST).count() == 0
    typed(page, "social pensions in")
    page.get_by_role("option", name="Social pensions in Kenya").click()
    page.wait_for_url("**/records/demo:pension-1")


def test_a_slow_answer_to_older_letters_is_not_shown(open_page: OpenPage) -> None:
    page = open_page("/")
    waiting: list[Any] = []
    page.route("**/api/v1/suggest?text=ke", lambda route: waiting.append(route))
    box = page.get_by_role("combobox")
    with page.expect_request("**/api/v1/suggest?text=ke"):
        box.press_sequentially("ke")
    typed(page, "study 4")
    for route in waiting:
        route.abort()
    assert all("Study" in text for text in options(page))


def test_what_was_typed_is_marked_and_no_title_is_markup(open_page: OpenPage) -> None:
    page = open_page("/")
    typed(page, "script")
    assert "<script>alert(1)</script>" in options(page)[0]
    assert page.locator(f"{LIST} mark").first.inner_text() == "script"
    assert page.locator(f"{LIST} script").count() == 0 and page.complaints == []


LISTS = [("/about", "cash", "light"), ("/search?q=study", "pen", "dark"), ("/?lang=ar", "المع", "light")]


@pytest.mark.parametrize(("path", "text", "scheme"), LISTS)
def test_axe_finds_nothing_in_an_open_list(open_page: OpenPage, axe: str, path: str, text: str, scheme: str) -> None:
    page = open_page(path, color_scheme=scheme, bypass_csp=True)
    typed(page, text)
    page.keyboard.press("ArrowDown")
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found] == []


@pytest.mark.parametrize("path", ["/about", "/?lang=ar", "/search?q=study", "/about?lang=ar"])
def test_it_fits_a_phone_and_a_thumb(open_page: OpenPage, path: str) -> None:
    page = open_page(path, 320, has_touch=True)
    typed(page, "transferencias")
    box = page.locator(LIST).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    assert all(one.bounding_box()["height"] >= 48 for one in page.locator(f"{LIST} [role=option]").all())


def test_an_arabic_list_runs_from_right_to_left(open_page: OpenPage) -> None:
    page = open_page("/about?lang=ar")
    box = typed(page, "المع")
    words, count = (page.locator(f"{LIST} [role=option] {part}").first.bounding_box() for part in ("bdi", ".n"))
    assert count["x"] < words["x"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\?programme=.*&lang=ar"))
    assert box.count() == 1


def test_without_script_the_box_is_what_it_was(open_page: OpenPage) -> None:
    page = open_page("/about", java_script_enabled=False)
    assert page.locator(".ahead, [role=combobox]").count() == 0
    page.get_by_role("searchbox").fill("study")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=study")
