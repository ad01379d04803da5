// The conversation with Python. One question of a kind is under way at a time. Of places and numbers that come
// meanwhile only the last is kept; steps, which have no value, are counted. What is asked arrives in the order in which
// it was asked.

const PATIENCE = 4000; // ms without an answer before we say that Python is silent
const PACE = 90; // ms between the steps of a run
const LONGEST = 60; // steps after which a run pauses
const SILENT =
  "Python does not answer. It may be busy with another cell: wait, and what you asked for is done. If the " +
  "kernel was restarted: Esc, then Run > Run All Above Selected Cell, then Shift+Enter.";

class Talk {
  // told(actions): Python has answered these; silent(): it has not; runs(control or null): a run begins or ends.
  constructor(model, { told, silent, runs }) {
    Object.assign(this, {
      model,
      told,
      silent,
      runs,
      number: 0,
      waiting: new Map(),
      asked: new Map(),
    });
    this.running = this.kept = null;
  }

  ask(action, ...values) {
    if (this.kept && this.kept.action !== action) this.release();
    if (!this.waiting.has(action)) {
      this.send(action, values);
      return;
    }
    const times = values.length ? 1 : 1 + (this.kept?.times || 0);
    this.kept = { action, values, times };
  }

  // What is kept back goes before another action: a probe is made where the arrow keys have led.
  release() {
    const { action, values, times } = this.kept;
    this.kept = null;
    for (let k = 0; k < times; k += 1) this.send(action, values);
  }

  send(action, values) {
    this.number += 1;
    this.waiting.set(action, this.number);
    this.asked.set(action, values);
    clearTimeout(this.alarm);
    this.alarm = setTimeout(() => this.unheard(), PATIENCE);
    try {
      this.model.send({ action, values, number: this.number });
    } catch {
      this.unheard();
    }
  }

  answered() {
    const { answers } = this.model.get("live"),
      done = [];
    for (const [action, number] of this.waiting) if (number <= answers) done.push(action);
    for (const action of done) this.waiting.delete(action);
    if (!this.waiting.size) clearTimeout(this.alarm);
    this.told(done);
    if (this.kept && !this.waiting.has(this.kept.action)) {
      const { action, values, times } = this.kept;
      this.kept = times > 1 ? { action, values, times: times - 1 } : null;
      this.send(action, values);
    }
    if (this.running && !this.waiting.has(this.running.action)) this.goOn();
  }

  unheard() {
    this.stop();
    this.waiting.clear(); // what is kept stays: it is asked when Python is back
    this.silent();
  }

  // The values last asked for, while Python has not answered: keys pressed quickly add up.
  pending(action) {
    if (this.kept?.action === action) return this.kept.values;
    return this.waiting.has(action) ? this.asked.get(action) : null;
  }

  // ---- runs: the same action again and again, until the scene disables it
  start(control) {
    if (this.running) {
      this.stop();
      return;
    }
    this.running = { action: control.action, left: LONGEST };
    this.runs(control.action, true, false);
    this.ask(control.action);
  }

  goOn() {
    this.running.left -= 1;
    const paused = !this.running.left;
    if (paused || (this.model.get("live").disabled || []).includes(this.running.action)) {
      this.stop(paused);
      return;
    }
    clearTimeout(this.pace);
    this.pace = setTimeout(() => {
      if (this.running) this.ask(this.running.action);
    }, PACE);
  }

  stop(paused = false) {
    clearTimeout(this.pace);
    const was = this.running;
    this.running = null;
    if (was) this.runs(was.action, false, paused);
  }

  end() {
    this.stop();
    clearTimeout(this.alarm);
  }
}
