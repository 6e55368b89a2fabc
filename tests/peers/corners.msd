// What the shipped rows have none of: something rejected that others read on, values that are passed on, sides that are multiplied, whole sets.
framework corners 1.0

enum tone { low, middle, high }

row parcel "Parcel"

field parcel.weight : int 0 .. 100 given from "scale" as external
field parcel.limit : optional int -20 .. 100 given from "form" as external
field parcel.tone : tone given from "form" as external
field parcel.wish : optional tone given from "form" as external
field parcel.tags : set of tone given from "form" as external
field parcel.kept : set of tone given from "form" as external
field parcel.double : int 0 .. 200 derived from weight
field parcel.grade : tone classified from weight, limit, tone
field parcel.after : bool derived from grade, tags
field parcel.passed : optional tone classified from grade, wish, tags
field parcel.twice : bool derived from weight, limit, double
field parcel.alike : bool derived from tags, kept
field parcel.tagged : bool derived from tags, wish, passed

derive parcel.double = 2 * weight
classify parcel.grade {
  heavy     when weight > 90             reject "too heavy"
  over      when 3 * weight < -2 * limit => high
  given     when tone in {low, high}     => tone
  otherwise middle
}
derive parcel.after = grade in {low, high} and tags has {low, middle}
classify parcel.passed where tags has {high} or grade == low {
  wished    when grade != middle and wish is not absent => wish
  otherwise grade
}
derive parcel.twice = weight >= 40 and -1 * weight > 3 * limit or double == 2
derive parcel.alike = tags == kept
derive parcel.tagged = tags has wish or tags has passed

test "too heavy" {
  parcel piano { weight: 91 }
  expect piano.grade is rejected
  expect piano.after is rejected
}

row cargo "Cargo"

field cargo.mass : int 0 .. 9000000000000 given from "scale" as external
field cargo.most : int 0 .. 9000000000000 given from "scale" as external
field cargo.light : bool derived from mass, most

// A product that has no place in 64 bits.
derive cargo.light = mass <= 5000 or 4000 * mass < most
