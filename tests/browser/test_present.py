"""The present view on a projector: keys go on and back, and nothing has to be scrolled."""

from tests.browser import settled

_TOUCHING = """() => {
    const found = [];
    for (const plot of document.querySelectorAll('.js-plotly-plot')) {
        const frame = plot.getBoundingClientRect();
        const boxes = [...plot.querySelectorAll('text')]
            .filter(text => text.textContent.trim() && !text.closest('.hoverlayer'))
            .map(text => [text.textContent, text.getBoundingClientRect()])
            .filter(([, box]) => box.width > 0);
        boxes.forEach(([words, box], place) => {
            if (box.left < frame.left - 2 || box.right > frame.right + 2 || box.bottom > frame.bottom + 2)
                found.push('cut: ' + words);
            for (const [others, other] of boxes.slice(place + 1)) {
                const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
                const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
                if (wide > 3 && high > 5) found.push(words + ' | ' + others);
            }
        });
    }
    return found;
}"""


def test_keys_go_on_and_back_and_a_slide_fits_a_projector(app_url, browser_page):
    browser_page.set_viewport_size({"width": 1280, "height": 720})
    browser_page.goto(f"{app_url}/present")
    headline = settled(browser_page, quiet=400).get_by_role("heading", level=1)
    first = headline.inner_text()
    for _ in range(4):
        browser_page.wait_for_selector(".js-plotly-plot .main-svg")
        height = browser_page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        assert height <= 720
        assert browser_page.evaluate(_TOUCHING) == [], headline.inner_text()
        before = headline.inner_text()
        browser_page.keyboard.press("ArrowRight")
        settled(browser_page, quiet=400)
        assert headline.inner_text() != before
    for _ in range(4):
        browser_page.keyboard.press("ArrowLeft")
        settled(browser_page, quiet=300)
    assert headline.inner_text() == first
    assert not browser_page.locator("[data-testid=stSidebar]").is_visible()


def test_a_large_screen_shows_the_slide_magnified_to_its_height(app_url, browser_page):
    for width, height in ((1920, 1080), (1366, 768)):
        browser_page.set_viewport_size({"width": width, "height": height})
        browser_page.goto(f"{app_url}/present")
        settled(browser_page, quiet=400)
        browser_page.wait_for_selector(".js-plotly-plot .main-svg")
        assert browser_page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= height
        figure = browser_page.locator(".js-plotly-plot").bounding_box()
        assert figure["height"] > 0.68 * height
        assert figure["width"] > 0.9 * width
        assert browser_page.evaluate(_TOUCHING) == []
