// Only read, never used: every newer word that htmx and the modules are written with. A browser that does not know one of them
// stops here, as it does at htmx: then nothing is marked, the modules do nothing, and the portal is what it is without JavaScript.
void class {
  #own = {}
  plain = 1_000

  #read() {
    return this.#own?.plain ?? { ...this.#own }
  }
  async #later() {
    try {
      await this.#read()
    } catch {
      this.plain ??= this.#later
      this.plain ||= 0
    }
  }
}

// Before the first paint: with scripts the menu of a phone starts folded.
document.documentElement.classList.add('js')
