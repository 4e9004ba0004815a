// Sent by pages/shared/browser.py with every run; the first one defines `tepat`.
window.tepat ||= (() => {
  const APP = '[data-testid="stApp"]', BLOCK = '[data-testid="stMainBlockContainer"]';
  const SPOKEN = ["aria-label", "title", "placeholder"];
  const LEVELS = { H3: "2", H4: "3", H5: "2" };
  const PAPER = 1047; // CSS pixels across A4 on its side within margins of 10 mm
  let turned = new Map(), prefixes = [], endings = [];

  // A page that is opened from the menu is pushed bare and once more with its choices, so that Back needed two presses.
  // What one run of the script pushes is one step of a person: the first makes an entry, the others replace it.
  const push = history.pushState.bind(history);
  let hasPushed = false;
  history.pushState = (state, title, url) => {
    hasPushed ? history.replaceState(state, title, url) : push(state, title, url);
    hasPushed = true;
  };
  new MutationObserver(() => {
    if (document.querySelector(APP)?.dataset.testScriptState === "notRunning") hasPushed = false;
  }).observe(document.body, { subtree: true, attributeFilter: ["data-test-script-state"] });
  // A quick run ends before the browser shows that it runs. What a person does next is another step in any case.
  for (const act of ["pointerdown", "keydown"]) addEventListener(act, () => (hasPushed = false), true);

  // Streamlit's own words are English only. Whole texts are turned, beginnings that name something of ours, and what follows a number.
  const turn = (text) => {
    const plain = text.trim();
    if (turned.has(plain)) return text.replace(plain, turned.get(plain));
    const found = prefixes.find(([from]) => plain.startsWith(from)) ?? endings.find(([from]) => plain.endsWith(from));
    return found ? text.replace(found[0], found[1]) : text;
  };
  const dress = (element) => {
    for (const name of SPOKEN) {
      const said = element.getAttribute(name);
      if (said && turn(said) !== said) element.setAttribute(name, turn(said));
    }
    // Streamlit's subheaders skip a level of headings, and its sentences in bold skip three.
    const level = LEVELS[element.tagName];
    if (level && element.ariaLevel !== level) element.ariaLevel = level;
    // A table of text scrolls sideways on a phone; without a place for the focus the keys cannot scroll it.
    if (element.tagName === "TABLE") element.closest('[data-testid="stMarkdownContainer"]')?.setAttribute("tabindex", "0");
  };
  const say = (text) => {
    if (text.parentElement?.closest("svg, textarea, script, style") === null && turn(text.data) !== text.data)
      text.data = turn(text.data);
  };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return say(node);
    if (!(node instanceof HTMLElement)) return;
    const steps = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let at = node; at; at = steps.nextNode())
      if (at.nodeType === Node.TEXT_NODE) say(at);
      else if (at instanceof HTMLElement) dress(at);
  };
  new MutationObserver((changes) => {
    for (const change of changes)
      if (change.type === "childList") change.addedNodes.forEach(walk);
      else if (change.type === "characterData") say(change.target);
      else if (change.target instanceof HTMLElement) dress(change.target);
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: SPOKEN });

  // Charts are drawn for the width of the screen and do not shrink: the page is printed as it is, only smaller.
  addEventListener("beforeprint", () => {
    const wide = document.querySelector(BLOCK)?.getBoundingClientRect().width ?? PAPER;
    document.documentElement.style.setProperty("--tepat-wide", `${wide}px`);
    document.documentElement.style.setProperty("--tepat-zoom", Math.min(1, PAPER / wide));
  });

  // On a phone the menu lies over the page and stays there after a page was chosen from it.
  document.addEventListener("click", (event) => {
    const menu = event.target.closest?.('[data-testid="stSidebar"]');
    if (menu && innerWidth <= 768 && event.target.closest('[data-testid="stSidebarNavLink"]'))
      setTimeout(() => menu.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click(), 0);
  });

  // The way to a block of the page, without an entry of history and without a rerun.
  document.addEventListener("click", (event) => {
    const way = event.target.closest?.('a[href^="#blok-"]');
    const block = way && document.querySelector(`.st-key-${CSS.escape(way.getAttribute("href").slice(1))}`);
    if (!block) return;
    event.preventDefault();
    event.stopPropagation();
    block.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    block.tabIndex = -1;
    block.focus({ preventScroll: true });
  }, true);

  // Who has begun or skipped the tour is not invited again in this browser. One that keeps nothing asks at every visit.
  const TOUR = "tepat-tur", ANSWERS = ".st-key-tur-mulai button, .st-key-tur-lewati button";
  const invite = (isNew) => (isNew ? (document.documentElement.dataset.tur = "baru") : delete document.documentElement.dataset.tur);
  try { invite(!localStorage.getItem(TOUR)); } catch { invite(true); }
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(ANSWERS)) return;
    invite(false);
    try { localStorage.setItem(TOUR, "1"); } catch { /* it is asked again */ }
  });

  return {
    speak(language, words) {
      const pairs = Object.entries(words).map(([en, id]) => (language === "en" ? [id, en] : [en, id]));
      turned = new Map(pairs.filter(([from]) => !from.includes("*")));
      endings = pairs.filter(([from]) => from.startsWith("*")).map((pair) => pair.map((text) => text.slice(1)));
      prefixes = pairs.filter(([from]) => from.endsWith("*")).map((pair) => pair.map((text) => text.slice(0, -1)));
      document.documentElement.lang = language;
      walk(document.body);
    },
  };
})();
