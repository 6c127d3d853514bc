// Keeps the links of the plans opened in this browser, in the browser alone, and lists them where no plan is open:
// whoever closes the tab without having kept the link still finds the way back.

const PLACE = "waybook plans", KEPT = 6;

const kept = () => {
  try {
    return JSON.parse(localStorage.getItem(PLACE)) ?? [];
  } catch {
    return []; // no storage in this browser, or somebody else's words in it
  }
};

const keep = (plans) => {
  try {
    localStorage.setItem(PLACE, JSON.stringify(plans.slice(0, KEPT)));
  } catch {
    // a browser that keeps nothing has its history
  }
};

const made = (tag, words, also = {}) => Object.assign(document.createElement(tag), { textContent: words, ...also });

const list = (place, plans) => {
  place.replaceChildren();
  if (!plans.length) return;
  const forget = made("button", "Forget this list", {
    type: "button",
    title: "The plans themselves stay under their links",
    onclick: () => (keep([]), list(place, [])),
  });
  const links = plans.map(({ id, name, day }) => {
    const line = made("li", "");
    const to = new URL(`?plan=${encodeURIComponent(id)}`, document.baseURI).href;
    line.append(made("a", name, { href: to }), made("span", `opened ${day}`));
    return line;
  });
  const lines = made("ul", "");
  const last = made("li", "");
  last.append(forget);
  lines.append(...links, last);
  place.append(made("strong", "Go on with a plan opened in this browser"), lines);
};

export default function ({ data, parentElement }) {
  const others = kept().filter((one) => one.id !== data.id);
  if (!data.id) {
    list(parentElement.querySelector(".waybook-plans"), others);
    return;
  }
  const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  keep([{ id: data.id, name: data.name, day }, ...others]);
  if (data.begun > (window.waybookBegun ?? 0)) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  window.waybookBegun = data.begun; // a plan begun at the foot of a screen is read from the top
}
