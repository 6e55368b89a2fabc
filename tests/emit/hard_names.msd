// Names that some language wants for itself, or that differ in case or in one sign only; and a factor below zero.
framework hard_names 1.0

enum class { double, double_, class, Class }
enum class_ { null, union }

row select "Select"

field select.record : class given from "form" as external
field select.Record : optional class given from "form" as external
field select.order : class_ given from "form" as external
field select.group : bool given from "form" as external
field select.limit : int -5 .. 5 given from "form" as external
field select.table : optional class classified from record, Record, order, group
field select.decide : bool derived from table, limit
field select.values : set of class_ derived from order, decide

classify select.table where not group or order == union {
  a         when record == double and order == null => double_
  b         when record == double_                  => class
  c         when Record == Class                    => reject "no"
  otherwise double
}
derive select.decide = table != double_ and -2 * limit <= 3
derive select.values = if decide then {order} else {null, union}

test "names of their own" {
  select s { record: double  order: null  group: no }
  expect s.table == double_
}
