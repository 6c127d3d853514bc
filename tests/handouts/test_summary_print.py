"""The printable page in a browser: one sheet of A4, no label cut off or on another, nothing fetched."""

import pypdfium2
import pytest

from waybook.handouts.summary_page import summary_page

TOUCHING = """() => {
    const found = [];
    for (const plot of document.querySelectorAll('svg')) {
        const frame = plot.getBoundingClientRect();
        const boxes = [...plot.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
        boxes.forEach(([words, box], place) => {
            if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1)
                found.push('cut: ' + words);
            for (const [others, other] of boxes.slice(place + 1)) {
                const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
                const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
                if (wide > 2 && high > 4) found.push(words + ' | ' + others);
            }
        });
    }
    if (document.body.scrollWidth > document.documentElement.clientWidth) found.push('wider than the page');
    return found;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("name", ["customer_support", "financial_services", "manufacturing", "empty", "nasty"])
def test_it_prints_on_one_sheet(browser_page, found, tmp_path, name):
    file = tmp_path / "summary.html"
    file.write_text(summary_page(found(name)), encoding="utf-8")
    asked, said = [], []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.on("console", lambda message: said.append(message.text))
    browser_page.set_viewport_size({"width": 900, "height": 1200})
    browser_page.goto(file.as_uri())
    assert browser_page.evaluate(TOUCHING) == []
    sheets = pypdfium2.PdfDocument(browser_page.pdf(prefer_css_page_size=True))
    assert len(sheets) == 1
    width, height = sheets[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    assert asked == [file.as_uri()]
    assert said == []
