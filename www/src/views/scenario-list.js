// Owns choosing a scenario: a list by section with a filter, or one control that opens on narrow screens.
// Invariant: the list is one tab stop, whatever its length; arrow keys move in it.

import { html, LitElement, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { define } from "../define.js";
import { controls } from "../styles/controls.js";
import { listStyles } from "../styles/list.js";
import { neighbour } from "./tabs.js";

/** @import { ScenarioTitle } from "../../pkg/except_star.js" */

/** @import { Program } from "../own.js" */

/** The keys that lead to the filter, as they are called here. */
const SHORTCUT = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "") ? "⌘ K" : "Ctrl K";

/** What stays free between an entry that was scrolled to and the edge, in pixels. */
const MARGIN = 40;

/**
 * @fires choose - a scenario was chosen; `detail` is its id (does not bubble)
 */
export class ScenarioList extends LitElement {
  static styles = [controls, listStyles];
  static properties = {
    catalogue: { attribute: false },
    programs: { attribute: false },
    current: {},
    compact: { type: Boolean },
    filter: { state: true },
    focused: { state: true },
  };

  /** The next picture before which the list is scrolled. */
  #frame = 0;

  constructor() {
    super();
    /** @type {ScenarioTitle[]} */
    this.catalogue = [];
    /** Programs of the reader's own to begin with. @type {Program[]} */
    this.programs = [];
    this.current = "";
    this.compact = false;
    this.filter = "";
    /** The entry that the tab key reaches, where it is not the current one. @type {string | null} */
    this.focused = null;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this.#onShortcut);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
    removeEventListener("keydown", this.#onShortcut);
  }

  /** Leads from wherever the reader is to the filter, or to the control that opens. @param {KeyboardEvent} event */
  #onShortcut = (event) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (key.toLowerCase() !== "k" || ctrlKey === metaKey || shiftKey || altKey) return;
    const field = /** @type {HTMLInputElement | HTMLSelectElement | null} */ (
      this.renderRoot.querySelector("input, select")
    );
    if (field === null || event.defaultPrevented) return;
    event.preventDefault();
    field.focus();
    if (field instanceof HTMLInputElement) field.select();
  };

  /**
   * What is asked here of the layout is asked when the browser is about to make it for the next picture: to ask before all
   * is drawn would make it twice.
   * @param {import("lit").PropertyValues<this>} changed
   */
  updated(changed) {
    const again = changed.has("filter") && this.filter === "";
    if (!changed.has("current") && !changed.has("compact") && !again) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }

  /** Scrolls the list, and only the list, to the scenario that is shown. */
  #scroll() {
    const entry = this.renderRoot.querySelector("[aria-current]")?.getBoundingClientRect();
    const filter = this.renderRoot.querySelector(".filter")?.getBoundingClientRect();
    if (entry === undefined || filter === undefined) return;
    const end = Math.min(this.getBoundingClientRect().bottom, innerHeight);
    const above = filter.bottom - entry.top;
    const below = entry.bottom - end;
    if (above > 0 || below > 0) this.scrollTop += below > 0 ? below + MARGIN : -above - MARGIN;
  }

  render() {
    return this.compact ? this.#select() : this.#list();
  }

  /**
   * The programs of the reader's own stand first, as a section without a number: one, and the others where they are wanted.
   * @param {boolean} all
   * @returns {ScenarioTitle[]}
   */
  #entries(all) {
    const own = all ? this.programs : this.programs.slice(0, 1);
    const section = { section: "Your own program", section_number: 0 };
    return [
      ...own.map(({ id, title, point }) => ({ id, title, summary: point, ...section })),
      ...this.catalogue,
    ];
  }

  #select() {
    return html`<label class="pick"
      ><span>Scenario</span>
      <select @change=${(/** @type {Event} */ event) => this.#choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
        ${bySection(this.#entries(true)).map(
          ({ number, title, scenarios }) => html`<optgroup label="${number || ""} ${title}">
            ${scenarios.map(
              ({ id, title: name }) =>
                html`<option value=${id} .selected=${live(id === this.current)}>${name}</option>`,
            )}
          </optgroup>`,
        )}
      </select>
    </label>`;
  }

  #list() {
    const all = this.filter !== "" || this.programs.some(({ id }) => id === this.current);
    const shown = matching(this.#entries(all), this.filter);
    const stop =
      [this.focused, this.current].find((id) => shown.some((scenario) => scenario.id === id)) ??
      shown[0]?.id;
    return html`<nav aria-label="Scenarios" @keydown=${this.#onKey}>
      <label class="filter"
        ><span class="unseen">Filter scenarios</span>
        <input
          type="search"
          placeholder="Filter scenarios, ${SHORTCUT}"
          aria-keyshortcuts="Control+K Meta+K"
          .value=${live(this.filter)}
          @input=${(/** @type {Event} */ event) => {
            this.filter = /** @type {HTMLInputElement} */ (event.target).value;
          }}
        />
      </label>
      ${shown.length === 0 ? html`<p class="empty" role="status">No scenario mentions “${this.filter}”.</p>` : nothing}
      ${bySection(shown).map(
        ({
          number,
          title,
          scenarios,
        }) => html`<h2><span class="number">${number || "+"}</span>${title}</h2>
          <ul>
            ${scenarios.map(
              ({ id, title: name }) => html`<li>
                <button
                  type="button"
                  data-id=${id}
                  aria-current=${id === this.current ? "true" : nothing}
                  tabindex=${id === stop ? 0 : -1}
                  @click=${() => this.#choose(id)}
                >${name}</button>
              </li>`,
            )}
          </ul>`,
      )}
    </nav>`;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const buttons = /** @type {HTMLElement[]} */ ([...this.renderRoot.querySelectorAll("button")]);
    const from = buttons.indexOf(/** @type {HTMLElement} */ (event.target));
    const inFilter = from === -1;
    if (inFilter && event.key === "Enter" && this.filter.trim() !== "") {
      const [first] = buttons;
      if (first) this.#choose(first.dataset.id ?? "");
      return;
    }
    if (inFilter && event.key !== "ArrowDown") return;
    const to = neighbour(event.key, from, buttons.length, {
      previous: "ArrowUp",
      next: "ArrowDown",
    });
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.focused = buttons[to].dataset.id ?? null;
    buttons[to].focus();
  }

  /** @param {string} id */
  #choose(id) {
    this.focused = null;
    this.dispatchEvent(new CustomEvent("choose", { detail: id }));
  }
}

/** @param {ScenarioTitle[]} catalogue @param {string} filter */
function matching(catalogue, filter) {
  const words = filter.toLowerCase().split(/\s+/);
  return catalogue.filter(({ id, title, section, summary }) => {
    const text = `${id} ${title} ${section} ${summary}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** @param {ScenarioTitle[]} catalogue */
function bySection(catalogue) {
  /** @type {Map<number, { number: number, title: string, scenarios: ScenarioTitle[] }>} */
  const sections = new Map();
  for (const scenario of catalogue) {
    const { section_number: number, section: title } = scenario;
    const section = sections.get(number) ?? { number, title, scenarios: [] };
    section.scenarios.push(scenario);
    sections.set(number, section);
  }
  return [...sections.values()].sort((a, b) => a.number - b.number);
}

define("except-star-list", ScenarioList);
