// The editor's "Glossary term" button: marks the selected words with a term chosen by its name.
(function () {
  "use strict";
  const { React, DraftJS, draftail } = window;
  let terms = null;

  const load = () => {
    if (!terms) {
      const base = JSON.parse(document.getElementById("wagtail-config").textContent).ADMIN_URLS.PAGES.replace(/pages\/$/, "");
      terms = fetch(`${base}keys/term/`, { headers: { Accept: "application/json" } }).then((answer) => answer.json());
    }
    return terms;
  };

  const element = (name, attributes = {}, ...children) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  };

  const ask = ({ choices, title, ok, cancel }, known) => new Promise((resolve) => {
    const list = element("datalist", { id: "glossary-terms" }, ...choices.map(([key, label]) => element("option", { value: label, textContent: key })));
    const input = element("input", { type: "text", required: true, id: "glossary-term", autocomplete: "off" });
    input.setAttribute("list", "glossary-terms");
    input.value = (choices.find(([key]) => key === known) || ["", ""])[1];
    const close = element("button", { type: "button", className: "button button-secondary", textContent: cancel });
    const form = element("form", { method: "dialog" },
      element("label", { htmlFor: "glossary-term", textContent: title }), input, list,
      element("p", {}, element("button", { className: "button", textContent: ok }), " ", close));
    const dialog = element("dialog", {}, form);
    const done = (value) => { dialog.remove(); resolve(value); };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const found = choices.find(([key, label]) => label === input.value || key === input.value);
      if (found) done(found[0]); else { input.value = ""; input.focus(); }
    });
    close.addEventListener("click", () => done(null));
    dialog.addEventListener("cancel", () => done(null));
    document.body.append(dialog);
    dialog.showModal();
  });

  class TermSource extends React.Component {
    componentDidMount() {
      const { editorState, entity, entityType, onComplete } = this.props;
      const known = entity ? entity.getData().id : "";
      load().then((data) => ask(data, known)).then((id) => {
        if (!id) return onComplete(editorState);
        const selection = editorState.getSelection();
        const content = editorState.getCurrentContent().createEntity(entityType.type, "MUTABLE", { id });
        const key = content.getLastCreatedEntityKey();
        return onComplete(DraftJS.RichUtils.toggleLink(editorState, selection, key));
      });
    }
    render() { return null; }
  }

  const TermDecorator = ({ contentState, entityKey, children }) =>
    React.createElement("abbr", { title: contentState.getEntity(entityKey).getData().id }, children);

  draftail.registerPlugin({ type: "TERM", source: TermSource, decorator: TermDecorator }, "entityTypes");
}());
