// Owns giving a link to a run.
// Invariant: where a run has no link, the reason stands in the button's place.

import { html } from "lit";

/** @import { Run } from "../run.js" */

/** @param {Run} run @param {string} said what became of the last copy @param {(link: string) => void} copy */
export function share({ link, unlinked }, said, copy) {
  if (link === undefined) return html`<p class="share">${unlinked}</p>`;
  return html`<div class="share">
    <span role="status">${said}</span>
    <button type="button" class="link" part="button" @click=${() => copy(link)}>Copy link</button>
  </div>`;
}
