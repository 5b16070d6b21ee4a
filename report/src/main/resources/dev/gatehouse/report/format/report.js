"use strict";
(() => {
  const PAGE = 50;
  const MOST_PRINTED = 1000;
  const STATES = ["new", "known", "accepted", "suppressed"];
  const LISTS = ["severity", "confidence", "state"];
  const data = JSON.parse(document.getElementById("data").textContent);
  const shown = { new: PAGE, known: PAGE, accepted: PAGE, suppressed: PAGE };
  const form = document.getElementById("filters");
  const pathInput = document.getElementById("filter-path");
  const ruleSelect = document.getElementById("filter-rule");
  let filter = { severity: [], confidence: [], state: [], rule: "", path: "", finding: "" };

  for (const finding of data.findings) {
    finding.text = (finding.title + "\n" + finding.places.map(place => place.where).join("\n")).toLowerCase();
  }

  // Everything from the report reaches the page as text, never as markup.
  function element(name, classes, ...children) {
    const made = document.createElement(name);
    if (classes) made.className = classes;
    made.append(...children.filter(child => child !== null && child !== undefined && child !== ""));
    return made;
  }

  function severityMark(severity) {
    const ns = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(ns, "svg");
    svg.setAttribute("viewBox", "0 0 10 10");
    svg.setAttribute("aria-hidden", "true");
    const shape = document.createElementNS(ns, "path");
    const shapes = {
      critical: "M0 0h10v10h-10z", high: "M5 0l5 10h-10z", medium: "M5 0l5 5l-5 5l-5-5z",
      low: "M5 0a5 5 0 1 0 .01 0z", info: "M0 4h10v2h-10z", unrated: "M0 4h10v2h-10z"
    };
    shape.setAttribute("d", shapes[severity] || shapes.info);
    shape.setAttribute("class", "fill-" + severity);
    svg.append(shape);
    return element("span", "severity", svg, severity);
  }

  function excerpt(lines) {
    const pre = element("pre", "excerpt");
    pre.tabIndex = 0;
    pre.setAttribute("aria-label", "Excerpt, secrets masked");
    for (const line of lines) {
      const row = element("span", "row", element("span", "number", String(line.number)), line.before);
      if (line.mark !== undefined) row.append(element("mark", "", line.mark), line.after);
      pre.append(row);
    }
    return pre;
  }

  function fact(list, name, ...value) {
    list.append(element("dt", "", name), element("dd", "", ...value));
  }

  function body(finding) {
    const box = element("div", "body", element("p", "", finding.message));
    if (finding.excerpt) box.append(excerpt(finding.excerpt));
    if (finding.fix) {
      const fix = element("p", "fix", finding.fix);
      if (/^https?:\/\//.test(finding.link || "")) {
        const link = element("a", "", finding.link.replace(/^https?:\/\//, ""));
        link.href = finding.link;
        link.rel = "noreferrer noopener";
        fix.append(" ", link);
      }
      box.append(fix);
    }
    const facts = element("dl", "facts");
    const rule = data.rules[finding.rule];
    fact(facts, "Confidence", finding.confidence);
    fact(facts, "Rule", element("code", "", rule.id), rule.cwe ? " " + rule.cwe : "");
    if (finding.policy) fact(facts, "Policy", finding.verdict + ": " + finding.policy);
    if (finding.accepted) fact(facts, "Accepted", finding.accepted);
    if (finding.owners) fact(facts, "Owner", finding.owners);
    const places = element("ul");
    for (const place of finding.places) {
      places.append(element("li", "", element("span", "path", place.where),
          [place.by, place.suppressed].filter(Boolean).map(text => " " + text).join(";")));
    }
    if (finding.count > finding.places.length) {
      places.append(element("li", "", "and " + (finding.count - finding.places.length) + " more"));
    }
    fact(facts, finding.count === 1 ? "Place" : "Places (" + finding.count + ")", places);
    if (finding.evidence) {
      const evidence = element("ul");
      for (const [key, value] of finding.evidence) evidence.append(element("li", "", key + ": " + value));
      fact(facts, "Evidence", evidence);
    }
    const link = element("a", "", "link");
    link.href = "#finding=" + encodeURIComponent(finding.id);
    fact(facts, "Fingerprint", element("code", "", finding.id), " ", link);
    box.append(facts);
    return box;
  }

  function row(finding) {
    const details = element("details", "finding");
    details.dataset.id = finding.id;
    const more = finding.count > 1 ? " and " + (finding.count - 1) + " more" : "";
    const marks = element("span", "marks", element("span", "mark-word", finding.confidence));
    if (finding.verdict === "block" && finding.state !== "accepted" && finding.state !== "suppressed") {
      marks.append(element("span", "mark-word mark-block", "blocks"));
    }
    details.append(element("summary", "", severityMark(finding.severity),
        element("span", "main", element("span", "title", finding.title),
            element("span", "path", finding.places[0].where + more)), marks));
    const fill = () => {
      if (details.open && details.children.length === 1) details.append(body(finding));
    };
    details.addEventListener("toggle", fill);
    details.fill = fill;
    return details;
  }

  function matches(finding) {
    return LISTS.every(name => filter[name].length === 0 || filter[name].includes(finding[name]))
        && (!filter.rule || data.rules[finding.rule].id === filter.rule)
        && (!filter.path || finding.text.includes(filter.path.toLowerCase()))
        && (!filter.finding || finding.id === filter.finding);
  }

  function render() {
    const matching = data.findings.filter(matches);
    for (const state of STATES) {
      const section = document.getElementById(state);
      if (!section) continue;
      const own = matching.filter(finding => finding.state === state);
      const list = section.querySelector(".list");
      list.replaceChildren(...own.slice(0, shown[state]).map(row));
      const total = data.findings.reduce((sum, finding) => sum + (finding.state === state ? 1 : 0), 0);
      section.querySelector(".count").textContent =
          own.length === total ? total.toLocaleString("en") : own.length.toLocaleString("en") + " of " + total.toLocaleString("en");
      section.querySelector(".none").classList.toggle("hidden", own.length > 0);
      list.classList.toggle("hidden", own.length === 0);
      const more = section.querySelector(".more");
      const left = own.length - shown[state];
      more.classList.toggle("hidden", left <= 0);
      more.querySelector("button").textContent = "Show " + Math.min(PAGE, left) + " more of " + left.toLocaleString("en");
    }
    document.getElementById("count").textContent =
        matching.length.toLocaleString("en") + " of " + data.findings.length.toLocaleString("en") + " findings shown";
    if (filter.finding) {
      const target = document.querySelector("details.finding");
      if (target) {
        target.open = true;
        target.fill();
        target.scrollIntoView({ block: "center" });
      }
    }
  }

  function read() {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return false;
    const query = new URLSearchParams(hash);
    const list = name => (query.get(name) || "").split(",").filter(Boolean);
    filter = { severity: list("severity"), confidence: list("confidence"), state: list("state"),
      rule: query.get("rule") || "", path: query.get("path") || "", finding: query.get("finding") || "" };
    for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = filter[box.name].includes(box.value);
    pathInput.value = filter.path;
    ruleSelect.value = filter.rule;
    return true;
  }

  function write() {
    const query = new URLSearchParams();
    for (const name of LISTS) if (filter[name].length) query.set(name, filter[name].join(","));
    if (filter.rule) query.set("rule", filter.rule);
    if (filter.path) query.set("path", filter.path);
    const hash = query.toString();
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  }

  function changed() {
    filter = { rule: ruleSelect.value, path: pathInput.value.trim(), finding: "" };
    for (const name of LISTS) {
      filter[name] = [...form.querySelectorAll("input[name=" + name + "]:checked")].map(box => box.value);
    }
    for (const state of STATES) shown[state] = PAGE;
    write();
    render();
  }

  let pending = 0;
  pathInput.addEventListener("input", () => {
    clearTimeout(pending);
    pending = setTimeout(changed, 120);
  });
  form.addEventListener("change", event => {
    if (event.target !== pathInput) changed();
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    changed();
  });
  document.getElementById("clear").addEventListener("click", () => {
    history.replaceState(null, "", location.pathname + location.search);
    read();
    render();
  });
  for (const state of STATES) {
    const section = document.getElementById(state);
    if (!section) continue;
    section.querySelector(".more button").addEventListener("click", () => {
      const first = shown[state];
      shown[state] += PAGE;
      render();
      const next = section.querySelectorAll("details.finding")[first];
      if (next) next.firstChild.focus();
    });
  }
  // Links within the page keep the filters in the address.
  for (const link of document.querySelectorAll("nav a[href^='#']")) {
    link.addEventListener("click", event => {
      const target = document.getElementById(link.getAttribute("href").slice(1));
      if (target) {
        event.preventDefault();
        target.scrollIntoView();
        target.focus({ preventScroll: true });
      }
    });
  }
  // A row of a chart narrows the findings to what it counts.
  for (const link of document.querySelectorAll(".charts a")) {
    link.addEventListener("click", () => setTimeout(() => form.scrollIntoView(), 0));
  }
  window.addEventListener("hashchange", () => {
    if (read()) render();
  });

  const themes = ["auto", "light", "dark"];
  const toggle = document.getElementById("theme");
  function theme(name) {
    if (name === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = name;
    toggle.textContent = "Theme: " + name;
  }
  let chosen = "auto";
  try {
    chosen = themes.includes(localStorage.getItem("gatehouse-theme")) ? localStorage.getItem("gatehouse-theme") : "auto";
  } catch { /* A page from a file may have no storage. */ }
  theme(chosen);
  toggle.classList.remove("hidden");
  toggle.addEventListener("click", () => {
    chosen = themes[(themes.indexOf(chosen) + 1) % themes.length];
    theme(chosen);
    try {
      localStorage.setItem("gatehouse-theme", chosen);
    } catch { /* As above. */ }
  });

  // On paper everything that matches stands open.
  window.addEventListener("beforeprint", () => {
    for (const state of STATES) shown[state] = MOST_PRINTED;
    render();
    for (const details of document.querySelectorAll("details.finding")) {
      details.open = true;
      details.fill();
    }
  });
  window.addEventListener("afterprint", () => {
    for (const state of STATES) shown[state] = PAGE;
    render();
  });

  read();
  form.classList.remove("hidden");
  render();
})();
