// Owns giving a link to a run.
// Invariant: where a run has no link, the reason stands in the button's place.

import { html } from "lit";

/** @import { Run } from "../run.js" */

/** @param {Run} run @param {string} said what became of the last copy @param {(link: string) => void} copy */
export function share({ link, unlinked }, said, copy) {
  return html`<div class="share">
    ${
      link === undefined
        ? html`<p>${unlinked}</p>`
        : html`<button type="button" class="quiet" part="button" @click=${() => copy(link)}>Copy link</button>
            <span class="said" role="status">${said}</span>`
    }
  </div>`;
}
