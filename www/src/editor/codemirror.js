// Owns the editor itself: CodeMirror with Python, in the theme's colours. It is fetched when an <except-star-editor> shows.
// Invariant: it reports what the reader has changed, never what it was given.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorState, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  WidgetType,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { codeTheme } from "./code-theme.js";
import { range } from "./place.js";
import { namesHere } from "./standing.js";

/** @import { Diagnostic } from "@codemirror/lint" */
/** @import { Text } from "@codemirror/state" */
/** @import { Problem } from "./editor.js" */
/** @import { Who } from "./standing.js" */

/** Stands on what is shown because it was given. */
const given = Annotation.define();

/** @type {import("@codemirror/state").StateEffectType<number | null>} */
const mark = StateEffect.define();

const markedLine = StateField.define({
  create: () => Decoration.none,
  update(lines, { effects, changes, newDoc }) {
    const marked = effects.findLast((effect) => effect.is(mark));
    if (marked === undefined) return lines.map(changes);
    const line = /** @type {number | null} */ (marked.value);
    if (line === null || line < 1 || line > newDoc.lines) return Decoration.none;
    return Decoration.set(Decoration.line({ class: "cm-marked" }).range(newDoc.line(line).from));
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The names of the tasks at a line, behind it. */
class Names extends WidgetType {
  /** @param {Who[]} tasks */
  constructor(tasks) {
    super();
    this.tasks = tasks;
  }

  /** @param {Names} other */
  eq(other) {
    const text = (/** @type {Names} */ { tasks }) => JSON.stringify(tasks);
    return text(this) === text(other);
  }

  toDOM() {
    const { named, more, label } = namesHere(this.tasks);
    const box = document.createElement("span");
    box.className = "stands";
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", label);
    for (const { name, hue } of [...named, ...(more === "" ? [] : [{ name: more, hue: -1 }])]) {
      const of = document.createElement("span");
      of.dataset.name = name;
      if (hue >= 0) of.dataset.hue = String(hue);
      box.append(of);
    }
    return box;
  }
}

/** @type {import("@codemirror/state").StateEffectType<ReadonlyMap<number, Who[]>>} */
const stand = StateEffect.define();

const standingTasks = StateField.define({
  create: () => Decoration.none,
  update(names, { effects, changes, newDoc }) {
    const standing = effects.findLast((effect) => effect.is(stand));
    if (standing === undefined) return names.map(changes);
    const lines = [.../** @type {ReadonlyMap<number, Who[]>} */ (standing.value)];
    const widgets = lines
      .filter(([line]) => line >= 1 && line <= newDoc.lines)
      .map(([line, tasks]) =>
        Decoration.widget({ widget: new Names(tasks), side: 1 }).range(newDoc.line(line).to),
      );
    return Decoration.set(widgets, true);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** What is typed over a selection: the browser would give it the selection's style, as an attribute that a policy may forbid. */
const typedOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { inputType, data } = event;
    if (inputType !== "insertText" || data === null || view.state.selection.main.empty) return;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(data), { userEvent: "input.type" });
  },
});

const colours = HighlightStyle.define([
  { tag: tags.comment, class: "comment" },
  { tag: [tags.keyword, tags.operatorKeyword], class: "keyword" },
  { tag: [tags.string, tags.special(tags.string)], class: "string" },
  { tag: [tags.number, tags.bool, tags.null], class: "literal" },
  { tag: tags.definition(tags.variableName), class: "name" },
  { tag: tags.definition(tags.className), class: "name" },
  { tag: tags.meta, class: "keyword" },
]);

export class Program {
  #view;
  #label = "";
  #problems = /** @type {Problem[] | null} */ (null);
  #marked = /** @type {number | null} */ (null);
  #standing = /** @type {ReadonlyMap<number, Who[]>} */ (new Map());

  /**
   * Takes the place of a plain field, with its selection and its focus.
   * @param {HTMLTextAreaElement} field
   * @param {string} text
   * @param {(text: string) => void} changed
   */
  constructor(field, text, changed) {
    const root = /** @type {ShadowRoot} */ (field.getRootNode());
    const focused = root.activeElement === field;
    this.#view = new EditorView({
      root,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          lintGutter(),
          typedOver,
          history(),
          drawSelection(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          indentUnit.of("    "),
          EditorState.tabSize.of(4),
          indentOnInput(),
          bracketMatching(),
          pythonLanguage,
          syntaxHighlighting(colours),
          markedLine,
          standingTasks,
          codeTheme,
          keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
          EditorView.contentAttributes.of(() => ({ "aria-label": this.#label })),
          EditorView.updateListener.of(({ transactions, state }) => {
            const own = transactions.some((of) => of.docChanged && !of.annotation(given));
            if (own) changed(state.doc.toString());
          }),
        ],
      }),
    });
    field.after(this.#view.dom);
    this.#view.scrollDOM.scrollTop = field.scrollTop;
    if (!focused) return;
    const { selectionStart: anchor, selectionEnd: head } = field;
    this.#view.dispatch({ selection: { anchor, head } });
    this.#view.focus();
  }

  /** @param {{ text: string, problems: Problem[], marked: number | null, standing: ReadonlyMap<number, Who[]>, label: string }} of */
  show({ text, problems, marked, standing, label }) {
    const { state } = this.#view;
    const doc = state.toText(text);
    const other = !doc.eq(state.doc);
    if (other) {
      this.#view.dispatch({
        changes: { from: 0, to: state.doc.length, insert: doc },
        annotations: given.of(true),
      });
    }
    this.#name(label);
    if (other || problems !== this.#problems) {
      this.#problems = problems;
      this.#view.dispatch(setDiagnostics(this.#view.state, diagnostics(doc, problems)));
    }
    if (other || marked !== this.#marked) {
      this.#marked = marked;
      this.#view.dispatch({ effects: mark.of(marked) });
      this.#uncover(marked);
    }
    if (other || standing !== this.#standing) {
      this.#standing = standing;
      this.#view.dispatch({ effects: stand.of(standing) });
    }
  }

  focus() {
    this.#view.focus();
  }

  /** Leaves the place to the plain field. */
  leave() {
    this.#view.destroy();
  }

  /** How the field is left has to be said where there is nothing to be seen. @param {string} label */
  #name(label) {
    const whole = `${label}. To leave it, press Escape, then Tab.`;
    if (whole === this.#label) return;
    this.#label = whole;
    this.#view.dispatch({});
  }

  /** Scrolls a line into sight, within the editor alone: the page stays where it is. @param {number | null} line */
  #uncover(line) {
    const { doc } = this.#view.state;
    if (line === null || line < 1 || line > doc.lines) return;
    const { top, bottom } = this.#view.lineBlockAt(doc.line(line).from);
    const box = this.#view.scrollDOM;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  }
}

/** @param {Text} doc @param {Problem[]} problems @returns {Diagnostic[]} */
function diagnostics(doc, problems) {
  return problems.flatMap(({ message, advice, place }) => {
    if (!place) return [];
    const renderMessage = () => {
      const box = document.createElement("div");
      box.append(paragraph("message", message));
      if (advice) box.append(paragraph("advice", advice));
      return box;
    };
    return [{ ...range(doc, place), severity: "error", message, renderMessage }];
  });
}

/** @param {string} name @param {string} text */
function paragraph(name, text) {
  const made = document.createElement("p");
  made.className = name;
  made.textContent = text;
  return made;
}
