// peer_icaljs.cjs MODULES FOLDER EVENTS: the same as peer_libical.c with ical.js: each event rendered once, written to three files.
const path = require('path');
const fs = require('fs');
const [modules, folder, wanted] = process.argv.slice(2);
(async () => {
  const loaded = await import(path.join(modules, 'ical.js', 'dist', 'ical.js'));
  const ICAL = loaded.default;
  const digits = '一二三四五六七八';
  const two = (n) => String(n).padStart(2, '0');
  const head = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//peer//peer//ZH\r\n';
  const open = (name) => { const fd = fs.openSync(path.join(folder, name), 'w'); return { fd, parts: [head], size: 0 }; };
  const put = (file, text) => {
    file.parts.push(text);
    file.size += text.length;
    if (file.size > 65536) { fs.writeSync(file.fd, file.parts.join('')); file.parts = []; file.size = 0; }
  };
  const campaign = open('campaign.ics');
  const groups = [...digits].map((_, i) => [open(`dept-${i}.ics`), open(`staff-${i}.ics`)]);
  const stamp = ICAL.Time.fromString('2026-11-22T00:00:00Z');
  for (let i = 0; i < Number(wanted); i++) {
    const task = Math.floor(i / 400), slot = i % 400, group = task % 8;
    const day = 1 + Math.floor(slot / 20), hour = 8 + Math.floor(slot % 20 / 2), minute = slot % 2 * 30;
    const event = new ICAL.Component('vevent');
    event.addPropertyWithValue('uid', `2027.task-${String(task).padStart(4, '0')}.202703${two(day)}T${two(hour)}${two(minute)}.e@bench.ready315.invalid`);
    event.addPropertyWithValue('dtstamp', stamp);
    event.addPropertyWithValue('last-modified', stamp);
    event.addPropertyWithValue('sequence', 0);
    const at = (m) => new ICAL.Time({ year: 2027, month: 3, day, hour, minute: m, second: 0, isDate: false });
    event.addPropertyWithValue('dtstart', at(minute)).setParameter('tzid', 'Asia/Shanghai');
    event.addPropertyWithValue('dtend', at(minute + 20)).setParameter('tzid', 'Asia/Shanghai');
    const summary = `【测量】第 ${task} 项价签与文案核对、超期货品下架`;
    event.addPropertyWithValue('summary', summary);
    event.addPropertyWithValue('description', `负责人：组长${digits[group]}\n部门：第${group + 1}组\n备注：主图、标题、详情页、价签逐一核对；发现不一致，先下架，再查来源，并告诉值班经理`);
    const categories = new ICAL.Property('categories', event);
    categories.setValues(['315', '测量', `第${group + 1}组`]);
    event.addProperty(categories);
    event.addPropertyWithValue('status', 'CONFIRMED');
    event.addPropertyWithValue('transp', 'TRANSPARENT');
    for (const minutes of [-1440, -30]) {
      const alarm = new ICAL.Component('valarm');
      alarm.addPropertyWithValue('action', 'DISPLAY');
      alarm.addPropertyWithValue('trigger', ICAL.Duration.fromSeconds(minutes * 60));
      alarm.addPropertyWithValue('description', summary);
      event.addSubcomponent(alarm);
    }
    const text = event.toString() + '\r\n';
    put(campaign, text);
    put(groups[group][0], text);
    put(groups[group][1], text);
  }
  for (const file of [campaign, ...groups.flat()]) {
    fs.writeSync(file.fd, file.parts.join('') + 'END:VCALENDAR\r\n');
    fs.closeSync(file.fd);
  }
})();
