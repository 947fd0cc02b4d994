// readers.cjs MODULES FILE…: what ical.js and node-ical make of each file, as JSON on standard output.
const path = require('path');
const fs = require('fs');
const [modules, ...files] = process.argv.slice(2);

// Instants as seconds since 1970, days as YYYY-MM-DD.
const moment = (time) => (time.isDate ? time.toString() : time.toJSDate().getTime() / 1000);

function icaljs(ICAL, text) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const start = event.startDate;
    // A trigger on an all-day event counts from 00:00 of the day, in the calendar's zone.
    const zero = start.isDate ? Date.UTC(start.year, start.month - 1, start.day) / 1000 - 8 * 3600 : moment(start);
    return {
      uid: event.uid, start: moment(start), end: moment(event.endDate), all_day: start.isDate, summary: event.summary,
      description: event.description || '', floating: !start.isDate && start.zone === ICAL.Timezone.localTimezone,
      categories: component.getAllProperties('categories').flatMap((p) => p.getValues()),
      alarms: component.getAllSubcomponents('valarm').map((a) => zero + a.getFirstPropertyValue('trigger').toSeconds()),
    };
  });
}

function nodeical(ical, text) {
  const two = (n) => String(n).padStart(2, '0');
  const day = (d) => `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
  return Object.values(ical.sync.parseICS(text)).filter((e) => e.type === 'VEVENT').map((e) => {
    const all_day = e.datetype === 'date';
    const time = (d) => (all_day ? day(d) : d.getTime() / 1000);
    return { uid: e.uid, start: time(e.start), end: time(e.end), all_day, summary: e.summary };
  });
}

(async () => {
  const ICAL = (await import(path.join(modules, 'ical.js', 'dist', 'ical.js'))).default;
  const ical = require(path.join(modules, 'node-ical'));
  const result = {};
  for (const file of files) {
    const text = fs.readFileSync(file, 'utf8');
    result[file] = { icaljs: icaljs(ICAL, text), nodeical: nodeical(ical, text) };
  }
  fs.writeSync(1, JSON.stringify(result));
})();
