test "writes are write paths" {
  path a { priority_class: C1 }
  path b { priority_class: C2 }
  expect a.path_kind == write_path
  expect a.path_kind by write
  expect b.path_kind by write
}

test "reads are read paths" {
  path a { priority_class: R1 }
  path b { priority_class: R2 }
  expect a.path_kind == read_path
  expect b.path_kind by read
}

test "what remains runs in the background" {
  path a { priority_class: N1 }
  expect a.path_kind == background_path
  expect a.path_kind by otherwise
}

test "ids count what is retained" {
  path a { priority_class: C1 }
  path b { priority_class: R2 }
  path c { priority_class: R1 }
  path d { priority_class: C2  asked_for: yes }
  expect a.path_id == "P1"
  expect b.retained == no
  expect c.path_id == "P2"
  expect d.retained == yes
  expect d.path_id == "P3"
}

test "critical writes come first" {
  path bid  { priority_class: C1 }
  path view { priority_class: R1 }
  expect held priority_given on bid
  expect held priority_order on view
}

test "a design of reads alone is warned" {
  path view { priority_class: R1 }
  expect broken priority_order on view
  expect warning priority_order on view
}

test "an unjudged path asks for its class" {
  path view { requirement: "User sees highest bid" }
  expect open priority_given on view
}

test "an optional path is noted unless it was asked for" {
  path a { priority_class: R2 }
  path b { priority_class: C2  asked_for: yes }
  expect broken optional_when_asked on a
  expect held optional_when_asked on b
}
