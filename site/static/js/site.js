// Quickens pages that already work without it: every part may fail and the page still does its job.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value); } catch { /* storage refused */ } },
  };
  const make = (tag, attributes, text) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    return element;
  };

  /* Colours: the device's choice, or the reader's, kept in this browser only. */
  const THEMES = ["auto", "light", "dark"];
  const applyTheme = (theme) => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    all("[data-theme-switch]").forEach((button) => { button.textContent = button.dataset[theme]; button.hidden = false; });
  };
  const startTheme = () => {
    let theme = store.get("theme");
    if (!THEMES.includes(theme)) theme = "auto";
    applyTheme(theme);
    all("[data-theme-switch]").forEach((button) => button.addEventListener("click", () => {
      theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
      store.set("theme", theme === "auto" ? null : theme);
      applyTheme(theme);
    }));
  };

  /* Search: "/" goes to the field, where the reader has not turned that off; suggestions as an ARIA combobox. */
  const goToSearch = (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || store.get("slash") === "off") return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const field = all("#q, #home-q, #site-q").find((input) => input.offsetParent);
    const link = document.querySelector(".site-header__find");
    if (!field && !link) return;
    event.preventDefault();
    // The target of an address gets the focus.
    if (field) { field.focus(); field.select(); } else location.href = `${link.href}#q`;
  };
  const startShortcut = () => {
    document.addEventListener("keydown", goToSearch);
    all("[data-slash-switch]").forEach((button) => {
      const say = () => { button.textContent = button.dataset[store.get("slash") === "off" ? "off" : "on"]; };
      button.addEventListener("click", () => { store.set("slash", store.get("slash") === "off" ? null : "off"); say(); });
      button.hidden = false;
      say();
    });
  };

  const suggest = (input, number) => {
    const list = make("ul", { id: `suggestions-${number}`, role: "listbox", class: "suggestions", "aria-label": input.labels[0]?.textContent || "" });
    const status = make("span", { class: "visually-hidden", role: "status" });
    list.hidden = true;
    input.form.append(list, status);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);
    let active = -1, timer = 0, request = null;
    const close = () => {
      clearTimeout(timer); request?.abort();
      timer = 0; request = null; active = -1;
      list.hidden = true;
      status.textContent = "";
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (index) => {
      const options = [...list.children];
      options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
      active = index;
      if (options[index]) { input.setAttribute("aria-activedescendant", options[index].id); options[index].scrollIntoView({ block: "nearest" }); }
      else input.removeAttribute("aria-activedescendant");
    };
    const show = (entries) => {
      list.replaceChildren(...entries.map((entry, index) => {
        const option = make("li", { id: `${list.id}-${index}`, role: "option", "aria-selected": "false", "data-url": entry.url }, entry.text || entry.title);
        if (entry.kind_label) option.append(make("span", { class: "meta" }, entry.kind_label));
        return option;
      }));
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !entries.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      const { count, countOne } = input.dataset;
      status.textContent = entries.length ? (entries.length === 1 && countOne || count || "").replace("{n}", entries.length) : "";
    };
    const ask = async () => {
      const query = input.value.trim();
      clearTimeout(timer); request?.abort();
      timer = 0;
      if (query.length < 2) return close();
      const mine = request = new AbortController();
      try {
        const address = `${input.dataset.suggest}?q=${encodeURIComponent(query)}&language=${document.documentElement.lang}`;
        const answer = await fetch(address, { signal: mine.signal, headers: { Accept: "application/json" } });
        if (answer.ok && document.activeElement === input) { const data = await answer.json(); show((data.results || data).slice(0, 8)); }
      } catch { /* offline, closed or overtaken: the form still works */ }
      if (request === mine) request = null;
    };
    const open = async (end) => { await ask(); if (!list.hidden && active < 0) choose(end ? list.children.length - 1 : 0); };
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 160); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const last = list.children.length - 1, { key } = event, isArrow = key === "ArrowDown" || key === "ArrowUp";
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      if (isArrow && list.hidden) { if (!input.value.trim()) return; open(key === "ArrowUp"); }
      else if (key === "ArrowDown") choose(active >= last ? -1 : active + 1);
      else if (key === "ArrowUp") choose(active < 0 ? last : active - 1);
      else if (key === "Escape" && (!list.hidden || timer || request)) close();
      else if (key === "Enter" && active >= 0) location.href = list.children[active].dataset.url;
      else return;
      event.preventDefault();
    });
    // The field keeps the focus while an option is pressed; only letting go of the first button opens it.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("li");
      if (option) location.href = option.dataset.url;
    });
  };

  /* Answers are kept as they are given; what could not be sent is tried again. */
  const autosave = (form) => {
    const status = form.querySelector("[data-status]");
    const say = (state) => { if (status) { status.textContent = status.dataset[state] || ""; status.dataset.state = state; } };
    let timer = 0, busy = false, dirty = false, wait = 2000;
    const save = async () => {
      clearTimeout(timer); timer = 0;
      if (busy || !dirty) return;
      busy = true; dirty = false; say("saving");
      try {
        const answer = await fetch(form.dataset.autosave || form.action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" }, keepalive: true });
        if (!answer.ok) throw answer;
        wait = 2000; say(dirty ? "saving" : "saved");
      } catch (problem) {
        const code = problem instanceof Response ? problem.status : 0;
        // A refusal will not change by asking again; a lost connection, a fault, a new sign-in may.
        if (code === 422) say("part");
        else if (code && code < 500 && code !== 401 && code !== 429) say("refused");
        else {
          dirty = true; say(code === 401 ? "signedout" : "failed");
          timer = setTimeout(save, wait); wait = Math.min(wait * 2, 60000);
        }
      }
      busy = false;
      if (dirty && !timer) save();
    };
    const later = (delay) => { dirty = true; clearTimeout(timer); timer = setTimeout(save, delay); };
    form.addEventListener("change", () => later(150));
    form.addEventListener("input", () => later(1200));
    form.addEventListener("submit", () => { clearTimeout(timer); dirty = false; });
    addEventListener("online", save);
    addEventListener("pagehide", save);
  };

  /* A form answered in place: the reply is a whole page, of which the named part is taken. */
  const inPlace = (event) => {
    const form = event.target.closest("form[data-inplace]");
    if (!form) return;
    const target = document.getElementById(form.dataset.inplace);
    if (!target) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    all("button", form).forEach((button) => { button.disabled = true; });
    fetch(form.action, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } })
      .then((answer) => answer.text())
      .then((html) => {
        const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(target.id);
        if (!fresh) throw new Error("no such part");
        target.replaceWith(fresh);
        start(fresh);
        fresh.tabIndex = -1;
        fresh.focus();
      })
      .catch(() => { all("button", form).forEach((button) => { button.disabled = false; }); form.removeAttribute("data-inplace"); form.requestSubmit(event.submitter); });
  };

  /* A recording goes on where the listener stopped. */
  const resume = (audio) => {
    const key = `audio:${audio.currentSrc || audio.querySelector("source")?.src || audio.src}`;
    const at = Number(store.get(key));
    if (at > 3) audio.addEventListener("loadedmetadata", () => { if (at < audio.duration - 3) audio.currentTime = at; }, { once: true });
    audio.addEventListener("timeupdate", () => { if (!audio.paused) store.set(key, String(Math.floor(audio.currentTime))); });
    audio.addEventListener("ended", () => store.set(key, null));
  };

  /* A permalink goes to the clipboard, and says so; one into this page is followed too, others only where that fails. */
  const copyLink = async (event) => {
    const link = event.target.closest("a[data-copy-link]");
    if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!link.hash) event.preventDefault();
    const status = make("span", { role: "status" });
    link.after(status);
    try { await navigator.clipboard.writeText(link.href); status.textContent = link.dataset.copyLink; } catch { location.href = link.href; }
    setTimeout(() => status.remove(), 2500);
  };

  /* Where the reader is in a lesson, so that "Go on" leads back to this very place, on any device. */
  const keepPlace = (root) => {
    const token = root.querySelector("[name=csrfmiddlewaretoken]");
    const headings = all("article.lesson > h2[id], article.lesson > h3[id]");
    if (!token || !headings.length) return;
    let kept = location.hash.slice(1);
    document.addEventListener("visibilitychange", () => {
      // Above the upper edge, or just at it: where "Go on" puts a heading. Any lower and each visit would drift on by one.
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 100);
      const here = passed.length ? passed[passed.length - 1].id : "";
      if (document.visibilityState !== "hidden" || here === kept) return;
      kept = here;
      const body = JSON.stringify({ activity: root.dataset.activity, position: here });
      fetch(root.dataset.place, { method: "POST", keepalive: true, body, headers: { "Content-Type": "application/json", "X-CSRFToken": token.value } }).catch(() => {});
    });
  };

  /* Which result was opened, so that editors learn what their readers look for. The search's token came with the page, not in it. */
  const noteClick = (event) => {
    const page = document.querySelector("[data-clicks]");
    const link = event.target.closest("a[data-family]");
    const timing = performance.getEntriesByType("navigation")[0]?.serverTiming;
    const token = timing?.find((entry) => entry.name === "search")?.description;
    if (!page || !link || !token || !navigator.sendBeacon) return;
    const { family, rank } = link.dataset;
    navigator.sendBeacon(page.dataset.clicks, new Blob([JSON.stringify({ event: token, family, rank })], { type: "application/json" }));
  };

  const start = (root) => {
    all("form[data-autosave]", root).forEach(autosave);
    all("audio", root).forEach(resume);
    all("[data-place]", root).forEach(keepPlace);
  };

  startTheme();
  startShortcut();
  all("input[data-suggest]").forEach(suggest);
  document.addEventListener("submit", inPlace);
  document.addEventListener("click", copyLink);
  document.addEventListener("click", noteClick);
  // The middle button opens a result in a tab of its own.
  document.addEventListener("auxclick", (event) => event.button === 1 && noteClick(event));
  start(document);
})();
