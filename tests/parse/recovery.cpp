// One mistake, one finding, at its place, and nothing that follows from it: files of frameworks.
#include "tests/parse/support.h"
#include "tests/support/catch.h"

using msd::test::check_findings;
using msd::test::Parsed;

TEST_CASE("five mistakes in the vocabulary of a clinic") {
  check_findings(R"(framework clinic 1
enum urgency "Urgency" { low, normal = 2, high } //! M0201
row visit Visit" single                          //! M0201 M0113
field visit.age "Age" int 0 .. 120 given from "form" as external //! M0201
field visit.fever : decimal 30 .. 45 givn from "form" as external //! M0201
feild visit.pain : bool given from "form" as external //! M0204
field visit.room : text given from "desk" as external
)");
}

TEST_CASE("five mistakes in one table") {
  check_findings(R"(classify parcel.lane {
  glass   when fragile weight > 20      => by_hand //! M0201
  heavy   when weight > 30 by_crane                //! M0201
  pallet  wen  weight > 100             => pallet  //! M0201
  middle  when 5 < weight < 30          => belt    //! M0208
  export  when country = abroad         => customs //! M0213
  light   when weight <= 5              => belt
  otherwise reject "no lane takes this parcel"
}
)");
}

TEST_CASE("rules over several lines") {
  check_findings(R"(classify claim.handling {
  small when amount < 100
    and not disputed                         //! M0201
    paid
  large when amount >= 10000
    or (fraud_suspected and
  => inspector                           //! M0201
  minor when amount < 500 => clerk
  otherwise inspector
}
)");
}

TEST_CASE("the last rule and the end of a table") {
  check_findings(R"(classify room.rate {
  suite when beds > 2 =>                 //! M0201
  otherwise                              //! M0201
}
classify room.view {
  sea when floor > 4 => sea
  otherwise yard
}
derive room.quiet = floor > 6 and        //! M0201
derive room.large = beds > 3
)");
}

TEST_CASE("braces that are missing in a row of declarations") {
  check_findings(R"(enum stage { new, paid, sent              //! M0202
enum color { red, green }
classify order.stage {                     //! M0202
  paid when amount > 0 => paid
  otherwise new
require has_lines on order {               //! M0202
  some lines where count > 0
  otherwise error "an order has lines"
test "a paid order" {
  order { amount: 3 }
  expect order.stage == paid
}
)");
}

TEST_CASE("a brace too many, and a brace that never opened") {
  check_findings(R"(enum stage { new, paid }
}                                          //! M0203
classify order.stage                       //! M0201
  paid when amount > 0 => paid
  otherwise new
}
require has_lines on order                 //! M0201
  some lines where count > 0
  otherwise error "an order has lines"
}
field order.amount : int 0 .. 10 given from "cart" as external
)");
}

TEST_CASE("mistakes in expressions") {
  check_findings(R"(derive a.one = (x > 3 and y < 2             //! M0201
derive a.two = x in a, b                     //! M0201
derive a.three = if x then y                 //! M0201
derive a.four = some lines where             //! M0201
derive a.five = x => y                       //! M0201
derive a.six = count of lines > 3            //! M0201
derive a.seven = x > > 3                     //! M0201
derive a.eight = x == 3 == yes               //! M0208
derive a.nine = x and (y = 3)                //! M0213
derive a.ten x > 3                           //! M0201
derive a.eleven = first lines where x        //! M0201
derive a.twelve = x > 3
)");
}

TEST_CASE("mistakes in a requirement, a template, a lexicon, a step") {
  check_findings(R"(require paid on order where stage == sent {
  amount > 0
  error "a sent order is paid"               //! M0201
}
template order.note for stage == new Dear customer    //! M0201
lexicon vague { soon, "later, maybe }
//!-1 M0113
step "two" "Pricing"                         //! M0201
require named on order { name is given otherwise fatal "no name" } //! M0201
step 3 "Delivery" minutes 3 - 4              //! M0115
)");
}

TEST_CASE("mistakes in sheets and checklists") {
  check_findings(R"(sheet A "Orders" for order {
  "Order" id                               //! M0201
  "Amount" = amount
  Stage = stage                            //! M0201
  "Size"  = [width, ]                      //! M0201
  "Lines" = each lines [count, name        //! M0201
  "Note"  = "{note}"
}
checklist done "Done" {
  paid "it is paid" need has_payment       //! M0201
  sent "it is sent" needs has_parcel
  told needs has_mail                      //! M0201
}
)");
}

TEST_CASE("mistakes in rows and fields") {
  check_findings(R"(row order "Order" { id "O{n}" wher paid  writen "order {name}" } //! M0201
row line "Line" in order as lines bak order //! M0201
row shop "Shop" singel                      //! M0201
row desk "Desk" { writen "desk {name}" }    //! M0201
field order : text given                    //! M0201
field order.total : int 0 . 100 given       //! M0201
field order.kind : set kind given           //! M0201
field order.when : text given from          //! M0201
field order.who : text given ask who is it  //! M0201
field order.tax : decimal 0 .. 1 derived form total //! M0201
)");
}

TEST_CASE("mistakes in tests") {
  check_findings(R"(test "a paid order is sent {
  //!-1 M0113
  order { amount: 3 }
}
test "amounts" {
  order o => amount: 3                     //! M0201
  order p { amount = 4  paid: yes }        //! M0201
  expct o.stage == paid                    //! M0201
  expect o.stage = paid                    //! M0213
  expect o.stage == paid
  expect p.stage is missing                //! M0201
}
)");
}

TEST_CASE("texts that are not closed, or closed lines later") {
  check_findings(R"(require a on b {
  x > 3
  otherwise error "this goes
    over two lines" hint "as it should not"
  //!-2 M0113
}
sheet talk prose {
  "First sentence.
  //!-1 M0113
  "Second sentence."
}
derive b.x = y == "open
//!-1 M0113
derive b.z = y > 3
)");
}

TEST_CASE("signs of other languages") {
  check_findings(R"(derive a.one = x > 3 && y < 2               //! M0115
derive a.two = x ≥ 3                        //! M0115
derive a.three = x - y                      //! M0115
# a comment of another language             //! M0115
enum tone { 'soft', loud }                  //! M0115
derive a.four = !x                          //! M0115
derive a.five = x ? y : z                   //! M0201
)");
}

TEST_CASE("mistakes in archetypes and systems") {
  check_findings(R"(archetype competitive_child "Many want one" in product {
  shape many want it                       //! M0201
  shape "one gets it"
  rol contested : object { must a == b }   //! M0201
  role child object                        //! M0201
  role contested "Contested" : object {
    must class in {process
    //!-1 M0202
    mus evolution == merge                 //! M0201
    must class ==                          //! M0201
    usually class == process               //! M0201
    usually class == process because odd   //! M0201
    must open
    expects winner some bids where won     //! M0201
    expects winner (some bids where won)   //! M0201
    expects winner (some bids where won) otherwise "no winner" insert bid //! M0201
    expects winner (some bids where won) otherwise "no winner" insert "bid won"
  }
  optional child : object                  //! M0201
  exampel "Auction + Bid"                  //! M0201
  example "Auction + Bid"
}
system auction_house : competitive_child   //! M0201
system bids "Bids" { competitive_child, }
system bids "Bids" { competitive_child => x } //! M0201
)");
}

TEST_CASE("words of archetypes are names elsewhere") {
  check_findings(R"(framework bank 1
enum must { shape, role, must, expects }
row system "System" { written "system {name}" }
field system.must : must given from "desk" as external
field system.role : bool given from "desk" as external
field system.usually : bool derived from role, must
derive system.usually = role and must in {shape, must}
archetype expects "Expects" {
  role insert : system { must must == shape must role usually usually because "it is so" }
  role shape : system {
    must must == role
    must
      role or usually and must == expects
    expects must (must == must) otherwise "example" insert "role"
  }
  example "example"
}
prefer fewest count system where (must == must) "must" step 3
)");
}

TEST_CASE("mistakes in what is assumed and declared: one mistake, one finding") {
  check_findings(R"(assume paid on order where stage == sent {
  total > 0
  otherwise error "{name} is not paid"                     //! M0201
}
assume paid on order { total > 0 otherwise warning "no" because "so" } //! M0201
assume paid { total > 0 otherwise error "no" because "so" }            //! M0201
assume paid on order { total > 0 otherwise error "no" because "so" }
never late on order { total > 0 otherwise error "no" }     //! M0201
never late on order                                        //! M0201
always late on order where total > 0 { stage == }          //! M0201
monotone order.rank of order.total                         //! M0201
monotone order.rank in order.total sideways                //! M0201
monotone order.rank in order.total down
independent order.rank in order.total                      //! M0201
independent order.rank of order.total
alwais late on order { total > 0 }                         //! M0204
change never late { replace holds total > 1; replace because  } //! M0201
remove monotone order.rank                                 //! M0201
remove independent order.rank of order.total
)");
}

TEST_CASE("words of what is assumed and declared are names elsewhere") {
  const Parsed parsed(R"(framework bank 1
enum never { always, up, down, monotone }
row assume "Assume" { written "assume {name}" }
field assume.up : never given from "desk" as external
field assume.down : bool given from "desk" as external
field assume.independent : bool derived from up, down
derive assume.independent =
  always and
    never or up in {up, down} and
  monotone
classify assume.monotone {
  never when always => up
  assume when down and
    independent => down
  otherwise always
}
assume assume on assume { assume otherwise error "assume" because "because" }
never never on assume where never { never }
always always on assume {
  always
}
monotone assume.up in assume.down down
monotone assume.down in assume.up
monotone assume.independent in assume.up up
independent assume.up of assume.down
remove monotone assume.up in assume.down
test "as rows" {
  assume never { up: always  down: yes }
  expect never.up == always
}
)");
  CHECK(parsed.findings().empty());
}

TEST_CASE("a word of declarations is a name where an operand is wanted at the start of a line") {
  check_findings(R"(framework bank 1
enum step { system, step, scenario }
row system "System" { written "system {name}" }
row test in
  system
  as tests back system
field system.step : step given from "desk" as external
  default
    system
  step 3
field system.row :
  optional
    system
  given from "desk" as external
field system.test : bool given from "desk" as external
field system.scenario : bool derived from
    step, test,
    row
derive system.scenario =
  test and
  not
    test or
  step ==
    system or step in {
  scenario, step } or (if
  test
  then test else
  test)
require known on
  system where
    test step 3 { test otherwise error "no" }
prefer fewest count
  system
  where (
    test) "systems" step 3
attach system.all from
  row {
  test when test => row
}
)");
}

TEST_CASE("a declaration begins where an operand is still wanted") {
  check_findings(R"(framework bank 1
derive account.sum =
system bids "Bids" { a }         //!-1 M0201
derive account.sum = sum and
  step 3 "Three"                 //!-1 M0201
derive account.sum = sum or
field account.sum : bool given from "desk" as external  //!-1 M0201
derive account.sum = sum ==
test "ends" { account a }        //!-1 M0201
)");
}

TEST_CASE("declarations of a later version are passed over whole") {
  check_findings(R"(framework bank 1
enum tier { gold, plain }
scenario surge                                             //! M0205
{
  override load.rate = 50 k/s
}
prefer fewest accounts                                     //! M0201
prefer most count account "accounts"                       //! M0201
feild account.open : bool given from "desk" as external    //! M0204
enum color { red green }
)");
}

TEST_CASE("changes of a variant: one mistake, one finding") {
  check_findings(R"(variant strict 2.0 of bank 2.1
remove requrie overdrawn                                   //! M0201
remove require overdrawn
replace derive account.open = balance >                    //! M0201
change enum tier {
  add platinum "Platinum"
  ad silver                                                //! M0201
  remove gold
  replace plain =                                          //! M0201
  before copper silver                                     //! M0201
}
change classify account.tier {
  before rich add richer when balance >> 5 => gold         //! M0201
  replace rich when balance > 5 => gold
  remove poor
  replace otherwise plain
}
change field account.open {
  replace : bool
  replace default                                          //! M0201
  remove from balance, "some text"
  add allow(unread_parent) because "it is so"
}
before require overdrawn remove require x                  //! M0201
change step 3 "Three" { remove minutes }                   //! M0201
change                                                     //! M0201
remove test "a test"
chnage enum tier { add x }                                 //! M0204
variant again                                              //! M0201
)");
}

TEST_CASE("the words of a variant stay names elsewhere") {
  const Parsed parsed(R"(framework bank 1
enum change { add, remove, replace, before, after, holds, variant }
row account "Account" single
field account.add : change given from "desk" as external
field account.before : bool derived from add, change.remove
derive account.before = add == remove and
  account.after in {before, after}
classify account.holds {
  add when add == add => before
  remove when before and
    after => after
  otherwise holds
}
lexicon words { add remove "replace" before after }
)");
  CHECK(parsed.findings().empty());
}
