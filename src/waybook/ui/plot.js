// Draws a Plotly figure, and redraws it in place: Streamlit's own element makes a new one at every change, which
// leaves its place blank for a quarter of a second.

const loaded = () =>
  (window.waybookPlotly ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL("PLOTLY_ADDRESS", document.baseURI);
    script.onload = () => done(window.Plotly);
    script.onerror = failed;
    document.head.append(script);
  }));

// On a large screen a figure takes the room that is below it; one of many rows is tall already.
const TALL_SCREEN = 940, LOW_FIGURE = 420, TALLER = 1.35;
const tall = (height) => (window.innerHeight >= TALL_SCREEN && height <= LOW_FIGURE ? height * TALLER : height);

// Plotly's own `responsive` hears of the window alone, not of a menu that is folded away.
const fit = new ResizeObserver((changes) => {
  for (const { target, contentRect } of changes) {
    const drawn = target._fullLayout;
    if (drawn && contentRect.width && Math.abs(drawn.width - contentRect.width) > 1) window.Plotly.Plots.resize(target);
  }
});

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".waybook-plot");
  place.setAttribute("aria-label", data.alt);
  place.style.height = `${tall(data.height)}px`;
  if (place.wanted !== data.figure) {
    place.wanted = data.figure;
    const text = data.figure;
    loaded().then((Plotly) => {
      if (place.wanted !== text || !place.isConnected) return; // a newer one is on its way
      const { data: traces, layout } = JSON.parse(text);
      layout.height = tall(layout.height);
      Plotly.react(place, traces, layout, { displayModeBar: false });
    });
  }
  fit.observe(place);
  return () => {
    fit.unobserve(place);
    window.Plotly?.purge(place);
  };
}
