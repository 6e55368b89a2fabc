// Designs: rows, cells, values. Small, and decided by one token everywhere, so that a design costs no prediction.
parser grammar MsdBlock;
options { tokenVocab = Msd; superClass = BoundedParser; }
@parser::preinclude { #include "grammar/bounded_parser.h" }
@parser::members { static void ready() { static Initializer initializer; (void)initializer; } }

designFile : (SEMI | COMMA)* design* EOF ;
design : K_DESIGN word TEXT? (K_USES word NUMBER?)? block ;

block : LBRACE (entry | separator)* RBRACE ;
separator : COMMA | SEMI ;
entry
  : KEY COLON value+ because?
  | HEAD atom* because? block?
  ;
because : K_BECAUSE TEXT ;

value : atom | set ;
set : LBRACE (value | separator)* RBRACE ;
atom : word | TEXT | NUMBER | UNKNOWN ;
word : WORD ;
