/* The rules of `calendar lint`: LINT_RULE(code, severity, title, who suffers). Included several times on purpose (no guard).
 * Every rule stands for something that a real program was seen to do with a real file, or that RFC 5545 demands; who suffers names the
 * programs known to, and says 未证实 where nobody has tried. test_icslint.c holds a file for each; a rule without one fails. */
/* the bytes */
LINT_RULE(L001, DIAG_ERROR, "文件开头有 BOM",
          "khal 和用 vobject、ical.js 的程序（Radicale、Thunderbird、Nextcloud）拒收；calcurse 什么也不导入又不报错")
LINT_RULE(L002, DIAG_ERROR, "不是 UTF-8 文字", "试过的程序大多照收，显示成乱码")
LINT_RULE(L003, DIAG_WARNING, "换行不是 CRLF", "电脑上常见的程序都认；手机日历未证实")
LINT_RULE(L004, DIAG_WARNING, "一行超过 75 个字节", "有订阅服务因此拒收整个日历；其余多数程序能读")
LINT_RULE(L005, DIAG_ERROR, "折行把一个字拆成两半",
          "Radicale 等用 vobject 的程序拒收；谷歌日历可能不声不响地丢掉整个日历")
LINT_RULE(L006, DIAG_WARNING, "有空行", "电脑上常见的程序都认；手机日历未证实")
LINT_RULE(L007, DIAG_WARNING, "最后一行没有换行", "常见的程序都认；手机日历未证实")
LINT_RULE(L008, DIAG_ERROR, "文字里有控制字符", "经 XML 传输的日历服务（CalDAV）会出错；其它程序未证实")
LINT_RULE(L009, DIAG_ERROR, "这一行不是日历内容", "苹果日历拒收整个文件；libical 丢掉这一行")
LINT_RULE(L010, DIAG_WARNING, "没有这种属性", "libical（Evolution、GNOME 日历）记为错误，其它程序不理会")
LINT_RULE(L011, DIAG_ERROR, "文件或一行太大", "手机日历一般打不开这么大的文件（未证实）")
/* the calendar */
LINT_RULE(L020, DIAG_ERROR, "BEGIN 与 END 不成对", "各种日历都可能拒收（逐个程序未证实）")
LINT_RULE(L021, DIAG_ERROR, "没有 VERSION:2.0", "标准要求；哪些程序拒收未证实")
LINT_RULE(L022, DIAG_ERROR, "没有 PRODID", "Radicale 等用 vobject 的程序判为不合格；其它程序不在意")
LINT_RULE(L023, DIAG_WARNING, "历法不是公历", "多数日历只认 GREGORIAN（未证实）")
LINT_RULE(L024, DIAG_WARNING, "有 METHOD",
          "CalDAV 服务器不许有；vdirsyncer 会停止同步；Outlook 把 REQUEST、CANCEL 当会议邀请，一个文件只许一个日程")
LINT_RULE(L025, DIAG_NOTE, "日历没有名称", "手机上显示成文件名；Radicale 只认 X-WR-CALNAME")
LINT_RULE(L026, DIAG_ERROR, "刷新间隔写法不对",
          "小米手机拒收整个文件而不说原因；Nextcloud 停止刷新；libical 丢掉这一项")
LINT_RULE(L027, DIAG_WARNING, "时区定义在日程之后", "从前往后读的程序把时间当成没有时区")
LINT_RULE(L028, DIAG_ERROR, "时区定义不完整", "Radicale 拒收；Thunderbird、Nextcloud 把时间错开 8 小时；DAVx5 出错")
LINT_RULE(L029, DIAG_ERROR, "用了没有定义的时区",
          "Thunderbird、Nextcloud 当成没有时区；Outlook 提示错误；Outlook.com 可能一个日程也不显示；khal 警告")
LINT_RULE(L030, DIAG_WARNING, "时区名称不通用", "Outlook.com、calcurse 等按名称找时区，找不到就按零时区或本机时区")
LINT_RULE(L031, DIAG_WARNING, "时区定义晚于日程", "日程落在定义之外，各程序算法不一")
LINT_RULE(L032, DIAG_WARNING, "文件里没有日程", "Outlook、谷歌日历提示文件无效（未证实）")
/* every item */
LINT_RULE(L040, DIAG_ERROR, "没有 UID", "KOrganizer 拒收；khal 自己编一个，再次导入就重复")
LINT_RULE(L041, DIAG_ERROR, "UID 重复", "khal、node-ical 只留一个；vdirsyncer 中止整个日历的同步")
LINT_RULE(L042, DIAG_WARNING, "UID 里有特殊字符或太长", "Radicale、vdirsyncer 用它做文件名；Thunderbird 可能不显示")
LINT_RULE(L043, DIAG_ERROR, "没有 DTSTAMP", "标准要求，libical 自带的检查却放过；哪些程序拒收未证实")
LINT_RULE(L044, DIAG_ERROR, "时间戳不是带 Z 的 UTC 时间", "Radicale（vobject）读到就崩溃；libical 报错")
LINT_RULE(L045, DIAG_NOTE, "DTSTAMP 与 LAST-MODIFIED 不同",
          "多半是每次导出都写当前时间：订阅的程序每次都要重新处理全部日程")
LINT_RULE(L046, DIAG_NOTE, "没有 SEQUENCE 或 LAST-MODIFIED", "谷歌日历订阅后看不到改动")
LINT_RULE(L047, DIAG_ERROR, "SEQUENCE 不是非负整数", "谷歌日历看不出改动；其它程序未证实")
LINT_RULE(L048, DIAG_ERROR, "没有 DTSTART", "标准要求；各种日历都显示不了（逐个程序未证实）")
LINT_RULE(L049, DIAG_ERROR, "日期或时间写法不对", "各种日历都可能拒收整个文件（逐个程序未证实）")
LINT_RULE(L050, DIAG_ERROR, "没有时区的时间",
          "OPPO 手机晚 8 小时；谷歌订阅当成零时区；Outlook 拒收；小米手机显示正常；其它手机未证实")
LINT_RULE(L051, DIAG_ERROR, "开始与结束一个有钟点、一个没有", "khal 崩溃；calcurse 拒收")
LINT_RULE(L052, DIAG_ERROR, "结束不晚于开始", "calcurse 拒收；khal 改成一小时；全天日程的结束应是最后一天的后一天")
LINT_RULE(L053, DIAG_WARNING, "没有结束时间", "各程序自己定长短；试过的程序里只有 node-ical 会补上")
LINT_RULE(L054, DIAG_ERROR, "DTEND 与 DURATION 同时出现", "标准不允许；各程序取哪一个未证实")
LINT_RULE(L055, DIAG_WARNING, "全天日程带了时区", "标准不允许，有的程序会差一天（未证实）")
LINT_RULE(L056, DIAG_NOTE, "一个日程跨了一天以上的钟点",
          "日历上画成跨夜的长条，看不出每天几点做；宜分成几个日程或改成全天")
LINT_RULE(L057, DIAG_WARNING, "没有标题", "标题处空白或显示无标题（未证实）")
LINT_RULE(L058, DIAG_WARNING, "文字太长", "企业微信标题限 128 字、说明限 1,000 字；calcurse 在 8 KiB 处截断")
LINT_RULE(L059, DIAG_ERROR, "多余的反斜杠", "calcurse 丢掉这个日程；其它程序显示不一")
LINT_RULE(L060, DIAG_ERROR, "逗号或分号没有转义", "Radicale 等用 vobject 的程序在此截断文字；calcurse 丢掉这个日程")
LINT_RULE(L061, DIAG_ERROR, "STATUS 的值不对", "标准不允许；各程序怎样显示未证实")
LINT_RULE(L062, DIAG_WARNING, "取消的日程标题没有写明",
          "谷歌日历隐藏，Thunderbird、Nextcloud 划掉，有的程序照常显示；标题前写【已取消】才都看得出")
LINT_RULE(L063, DIAG_WARNING, "有 ATTENDEE 或 ORGANIZER",
          "Nextcloud 导入时给每个人发邮件；苹果日历、谷歌日历可能发出邀请")
LINT_RULE(L064, DIAG_NOTE, "用了重复规则", "中国的调休说不清，单次改动也难；各程序算法不一")
LINT_RULE(L065, DIAG_ERROR, "重复规则的 UNTIL 写法不对", "calcurse 拒收；khal 少算最后一天")
LINT_RULE(L066, DIAG_WARNING, "有待办（VTODO）",
          "谷歌日历、苹果日历、Outlook 不显示；有程序因此拒收整个文件；宜放在另一个文件里")
LINT_RULE(L067, DIAG_NOTE, "多余的 VALUE=DATE-TIME", "合法，已知的程序都能读")
LINT_RULE(L068, DIAG_ERROR, "只许出现一次的属性写了两次", "标准不允许；各程序取哪一个未证实")
/* alarms */
LINT_RULE(L070, DIAG_ERROR, "提醒不完整", "标准要求 ACTION 和 TRIGGER，弹出提醒还要 DESCRIPTION；哪些程序拒收未证实")
LINT_RULE(L071, DIAG_ERROR, "提醒时间写法不对", "khal 崩溃；其它程序响不响未证实")
LINT_RULE(L072, DIAG_WARNING, "不是弹出式提醒", "声音、邮件提醒在手机上是否起作用未证实")
LINT_RULE(L073, DIAG_ERROR, "提醒带了附件", "Nextcloud 拒收（415）")
LINT_RULE(L074, DIAG_WARNING, "提醒重复响", "多数手机不认 REPEAT（未证实）")
LINT_RULE(L075, DIAG_WARNING, "提醒超过两个", "有的手机只留一两个（未证实）；calcurse 只留一个")
