// Makes a long multiple select searchable: a field that narrows it and a line that says what is chosen.
(function () {
  "use strict";
  const dress = (select) => {
    if (select.dataset.dressed) return;
    select.dataset.dressed = "yes";
    const search = document.createElement("input");
    search.type = "search";
    search.className = "key-list__search";
    search.setAttribute("aria-label", select.dataset.search);
    search.placeholder = select.dataset.search;
    const chosen = document.createElement("p");
    chosen.className = "key-list__chosen";
    chosen.setAttribute("role", "status");
    const options = [...select.options];
    const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    const tell = () => { chosen.textContent = options.filter((option) => option.selected).map((option) => option.text).join(" · "); };
    const narrow = () => {
      const wanted = plain(search.value).split(/\s+/);
      options.forEach((option) => { option.hidden = !option.selected && !wanted.every((word) => plain(`${option.text} ${option.value}`).includes(word)); });
    };
    // A plain click adds or takes away one choice, so that nobody loses the others by forgetting the Ctrl key.
    select.addEventListener("mousedown", (event) => {
      if (event.target.tagName !== "OPTION") return;
      event.preventDefault();
      event.target.selected = !event.target.selected;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
    select.addEventListener("change", tell);
    search.addEventListener("input", narrow);
    select.before(search);
    select.after(chosen);
    tell();
  };
  // A field for one key offers the choices of its kind, fetched once, when it is entered.
  const lists = {};
  const offer = (kind) => {
    if (lists[kind]) return;
    const list = document.createElement("datalist");
    lists[kind] = list;
    list.id = `keys-${kind}`;
    document.body.append(list);
    const pages = JSON.parse(document.getElementById("wagtail-config").textContent).ADMIN_URLS.PAGES;
    fetch(`${pages.replace(/pages\/$/, "")}keys/${kind}/`, { headers: { Accept: "application/json" } })
      .then((answer) => answer.json())
      .then(({ choices }) => choices.forEach(([key, label]) => {
        const option = document.createElement("option");
        option.value = key;
        option.label = label;
        list.append(option);
      }))
      .catch(() => { list.remove(); delete lists[kind]; });
  };
  document.addEventListener("focusin", ({ target }) => {
    if (!target.matches || !target.matches("input[data-keys]")) return;
    offer(target.dataset.keys);
    target.setAttribute("list", `keys-${target.dataset.keys}`);
  });
  const all = (root) => root.querySelectorAll("select[data-key-list]").forEach(dress);
  document.addEventListener("DOMContentLoaded", () => {
    all(document);
    new MutationObserver(() => all(document)).observe(document.body, { childList: true, subtree: true });
  });
}());
