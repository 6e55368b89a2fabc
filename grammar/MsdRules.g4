// Frameworks: declarations, tables, expressions. Expressions are stratified, so that no rule is left-recursive.
parser grammar MsdRules;
import MsdBlock;
options { tokenVocab = Msd; superClass = BoundedParser; }
@parser::preinclude { #include "grammar/bounded_parser.h" }

rulesFile : (declaration | separator)* EOF ;

declaration
  : frameworkDecl | importDecl | variantDecl | removeDecl | replaceDecl | addDecl | changeDecl | part | design
  ;

frameworkDecl : K_FRAMEWORK name NUMBER ;
importDecl : K_IMPORT TEXT ;

// A variant: what it changes of its base is named as where it is declared.
variantDecl : K_VARIANT name NUMBER K_OF name NUMBER ;
removeDecl : K_REMOVE target ;
replaceDecl : K_REPLACE part ;
addDecl : ((K_BEFORE | K_AFTER) target)? K_ADD part ;
target
  : (K_ENUM | K_ROW | demand | K_LEXICON | K_CHECKLIST | K_SHEET | K_ARCHETYPE | K_SYSTEM) name  # targetName
  | (K_FIELD | K_DERIVE | K_CLASSIFY | K_ATTACH) fieldRef                   # targetField
  | K_TEMPLATE fieldRef (K_FOR expr)?                                       # targetTemplate
  | (K_MONOTONE fieldRef K_IN | K_INDEPENDENT fieldRef K_OF) fieldRef          # targetDependence
  | K_STEP NUMBER                                                           # targetStep
  | (K_TEST | K_PREFER) TEXT                                                # targetText
  ;
// What a framework is made of, and a variant adds or replaces.
part
  : enumDecl | rowDecl | fieldDecl | deriveDecl | classifyDecl | attachDecl | requireDecl | assumeDecl | propertyDecl | dependenceDecl
  | templateDecl | lexiconDecl
  | stepDecl | checklistDecl | sheetDecl | archetypeDecl | systemDecl | preferDecl | testDecl
  ;
changeDecl : K_CHANGE change ;
change
  : K_ENUM name TEXT? LBRACE (enumEdit | SEMI)* RBRACE                      # changeEnum
  | K_ROW name TEXT? LBRACE (rowEdit | SEMI)* RBRACE                        # changeRow
  | K_FIELD fieldRef TEXT? LBRACE (fieldEdit | SEMI)* RBRACE                # changeField
  | K_DERIVE fieldRef LBRACE (deriveEdit | SEMI)* RBRACE                    # changeDerive
  | (K_CLASSIFY | K_ATTACH) fieldRef LBRACE (tableEdit | SEMI)* RBRACE      # changeTable
  | demand name LBRACE (requireEdit | SEMI)* RBRACE                         # changeRequire
  | K_LEXICON name LBRACE (lexiconEdit | SEMI)* RBRACE                      # changeLexicon
  | K_CHECKLIST name TEXT? LBRACE (checklistEdit | SEMI)* RBRACE            # changeChecklist
  | K_SHEET name TEXT? LBRACE (sheetEdit | SEMI)* RBRACE                    # changeSheet
  | K_ARCHETYPE name TEXT? LBRACE (archetypeEdit | SEMI)* RBRACE            # changeArchetype
  | K_SYSTEM name TEXT? LBRACE (systemEdit | SEMI)* RBRACE                  # changeSystem
  ;
put : ((K_BEFORE | K_AFTER) (path | TEXT))? K_ADD | K_REPLACE ;
enumEdit : put (enumValue | allow) | K_REMOVE (allow | name) ;
rowEdit : put (rowClause | rowId | rowWritten) | K_REMOVE name ;
fieldEdit : put (COLON type | fieldClause) | K_REMOVE (allow | K_FROM parentName (COMMA parentName)* | name) ;
parentName : path | TEXT ;
deriveEdit : put (K_WHERE expr | ASSIGN expr | allow) | K_REMOVE (allow | name) ;
tableEdit : put (tableLine | K_WHERE expr | K_FROM basic | K_UNIQUE | allow) | K_REMOVE (allow | name) ;
requireEdit
  : put (K_WHERE expr | requireClause | K_HOLDS expr | K_OTHERWISE severity TEXT | because | K_HINT TEXT | K_ASK TEXT)
  | K_REMOVE (allow | name)
  ;
lexiconEdit : put lexiconWord | K_REMOVE lexiconWord ;
checklistEdit : put name TEXT? needs | K_REMOVE name needs? ;
needs : K_NEEDS name (COMMA name)* ;
sheetEdit : put (column | name | (TEXT K_WITH)? sentence | K_WHERE expr) | K_REMOVE (name | TEXT) ;
archetypeEdit
  : put (archetypeText | roleDecl)
  | K_REMOVE (K_ROLE name | archetypeText)
  | K_IN name (put roleLine | K_REMOVE roleLineName)
  ;
roleLineName : (K_MUST | K_USUALLY) expr | K_EXPECTS name ;
systemEdit : put name | K_REMOVE name ;

enumDecl : K_ENUM name TEXT? allow* LBRACE (enumValue | separator)* RBRACE ;
enumValue : name TEXT? ;

rowDecl : K_ROW name TEXT? rowClause* rowBody? ;
rowClause
  : K_IN name K_AS name K_BACK name         # rowIn
  | K_SINGLE                                # rowSingle
  | K_NAMED K_BY name DOT name              # rowNamed
  ;
rowBody : LBRACE (rowId | rowWritten | separator)* RBRACE ;
rowId : K_ID TEXT (K_WHERE expr)? ;
rowWritten : K_WRITTEN TEXT ;

fieldDecl : K_FIELD fieldRef TEXT? COLON type fieldClause* ;
fieldRef : name DOT name ;
type
  : K_OPTIONAL? ( K_BOOL (TEXT TEXT)? | K_TEXT_TYPE | K_ID | K_SET K_OF name | K_LIST K_OF name
                | K_INT NUMBER DOTDOT NUMBER | K_DECIMAL NUMBER DOTDOT NUMBER | plainName )
  ;
fieldClause
  : category                                # clauseCategory
  | K_FROM parent (COMMA parent)*           # clauseFrom
  | K_DEFAULT value                         # clauseDefault
  | K_WITH name                             # clauseWith
  | K_INVERSE name                          # clauseInverse
  | K_ATSTEP NUMBER                         # clauseStep
  | K_ASK TEXT                              # clauseAsk
  | allow                                   # clauseAllow
  ;
category : (K_GIVEN | K_CHOSEN | K_CLASSIFIED | K_DERIVED | K_OUTPUT) (K_STATED | K_JUDGED)? ;
parent
  : path                                    # parentPath
  | TEXT K_AS parentTarget                  # parentQuoted
  ;
parentTarget : K_EXTERNAL | path | LPAREN path (COMMA path)* RPAREN ;
allow : K_ALLOW LPAREN name (COMMA name)* RPAREN because? ;

deriveDecl : K_DERIVE fieldRef (K_WHERE expr)? ASSIGN expr allow* ;

classifyDecl : K_CLASSIFY fieldRef K_UNIQUE? (K_WHERE expr)? allow* LBRACE (tableLine | SEMI)* RBRACE ;
// No condition is followed by `where` or by a name, so that the `where` of an expression's last part is always its own.
attachDecl : K_ATTACH fieldRef (K_WHERE expr (K_FROM basic)? | K_FROM basic (K_WHERE expr)?)? allow* LBRACE (tableLine | SEMI)* RBRACE ;
tableLine
  : RULE K_WHEN expr outcome                # lineWhen
  | K_OTHERWISE outcomeBare                 # lineOtherwise
  ;
outcome : ARROW outcomeBare | reject ;
outcomeBare : ARROW? (reject | expr (COMMA expr)*) ;
reject : K_REJECT TEXT ;

requireDecl : K_REQUIRE name K_ON name requireClause* (K_WHERE expr requireClause*)? LBRACE expr K_OTHERWISE severity TEXT (K_HINT TEXT)? (K_ASK TEXT)? separator* RBRACE ;
assumeDecl : K_ASSUME name K_ON name requireClause* (K_WHERE expr requireClause*)? LBRACE expr K_OTHERWISE K_ERROR TEXT because (K_HINT TEXT)? (K_ASK TEXT)? separator* RBRACE ;
propertyDecl : (K_NEVER | K_ALWAYS) name K_ON name allow* (K_WHERE expr allow*)? LBRACE expr separator* RBRACE ;
requireClause : K_ATSTEP NUMBER | allow ;
// What is said of the rows of one kind.
demand : K_REQUIRE | K_ASSUME | K_NEVER | K_ALWAYS ;
severity : K_ERROR | K_WARNING | K_NOTE ;

dependenceDecl
  : K_MONOTONE fieldRef K_IN fieldRef (K_UP | K_DOWN)? allow*     # dependenceMonotone
  | K_INDEPENDENT fieldRef K_OF fieldRef allow*                   # dependenceNone
  ;

templateDecl : K_TEMPLATE fieldRef (K_FOR expr)? TEXT ;
lexiconDecl : K_LEXICON name LBRACE (lexiconWord | separator)* RBRACE ;
lexiconWord : name | TEXT ;
stepDecl : K_STEP NUMBER TEXT (K_MINUTES NUMBER DOTDOT NUMBER)? TEXT? ;
checklistDecl : K_CHECKLIST name TEXT? LBRACE (checklistItem | separator)* RBRACE ;
checklistItem : name TEXT K_NEEDS name (COMMA name)* ;

sheetDecl : K_SHEET name TEXT? (sheetRows | sheetFields | sheetProse) ;
sheetRows : K_FOR plainName (K_WHERE expr)? LBRACE (column | separator)* RBRACE ;
sheetFields : K_FOR K_FIELDS K_OF name LBRACE (name | separator)* RBRACE ;
sheetProse : K_PROSE LBRACE (sentence | separator)* RBRACE ;
sentence : TEXT sentencePart* ;
sentencePart : K_WITH name ASSIGN (eachCell | measure) ;
column : TEXT ASSIGN cell ;
cell
  : K_WHY path                              # cellWhy
  | eachCell                                # cellEach
  | quotedCell                              # cellQuoted
  | path                                    # cellPath
  ;
// What stands behind a condition begins with a sign, so that the condition ends before it.
quotedCell
  : TEXT                                    # cellText
  | LBRACK cell (COMMA cell)* RBRACK        # cellList
  ;
// An `otherwise` belongs to the outermost `each`; in brackets each has its own.
eachCell : eachPart (K_OTHERWISE TEXT)? ;
eachPart : K_EACH path (K_WHERE expr quotedCell | K_WHY path | quotedCell | path | eachPart) ;

archetypeDecl : K_ARCHETYPE name TEXT? (K_IN name)? LBRACE (archetypeText | roleDecl | separator)* RBRACE ;
archetypeText : (K_SHAPE | K_EXAMPLE) TEXT ;
roleDecl : K_OPTIONAL? K_ROLE name TEXT? COLON plainName roleBody? ;
roleBody : LBRACE (roleLine | separator)* RBRACE ;
roleLine
  : K_MUST expr                                                          # roleMust
  | K_USUALLY expr K_BECAUSE TEXT                                        # roleUsually
  | K_EXPECTS name LPAREN expr RPAREN K_OTHERWISE TEXT (K_INSERT TEXT)?  # roleExpects
  ;
systemDecl : K_SYSTEM name TEXT? LBRACE (name | separator)* RBRACE ;
preferDecl : K_PREFER K_FEWEST measure TEXT (K_ATSTEP NUMBER)? ;
measure : K_COUNT relation (K_WHERE simple)? | path ;

testDecl : K_TEST TEXT LBRACE (entry | expectation | separator)* RBRACE ;
expectation
  : K_EXPECT K_NO K_FINDINGS                # expectNone
  | K_EXPECT K_STATE name (K_ON name)?      # expectState
  | K_EXPECT severity name (K_ON name)?     # expectFinding
  | K_EXPECT plainName DOT name expectCell  # expectValue
  ;
expectCell
  : (EQ | NE | K_HAS) value
  | K_BY name
  | K_IS (K_ABSENT | K_REJECTED | K_UNKNOWN_STATE)
  | K_POSSIBLE set
  | K_NEEDS LBRACE (path | separator)* RBRACE
  ;

// Each form has one way to be read without looking far ahead: what follows `else` is as long as it can be, and
// `satisfies` belongs to the outermost quantifier that can take it.
expr : conditional | disjunction ;
conditional : K_IF expr K_THEN expr K_ELSE expr ;
disjunction : andExpr (K_OR andExpr)* ;
andExpr : notExpr (K_AND notExpr)* ;
notExpr : K_NOT* (quantifier | condition) ;
filter : K_NOT* (innerQuantifier | condition) ;
condition
  : operand ( compareOp operand | K_IN operand | K_HAS operand | K_IS K_NOT? (K_ABSENT | K_GIVEN) | K_USES name | K_FITS )?
  ;
compareOp : EQ | NE | LT | LE | GT | GE ;
quantifier : (K_SOME | K_NO | K_EVERY) relation (K_WHERE filter)? (K_SATISFIES notExpr)? ;
innerQuantifier : (K_SOME | K_NO | K_EVERY) relation (K_WHERE filter)? ;
relation : path | LPAREN relation RPAREN ;
operand
  : basic                                                         # operandBasic
  | K_COUNT relation (K_WHERE simple)?                            # operandCount
  | K_DISTINCT (path | LPAREN path (COMMA path)* RPAREN) K_OF relation (K_WHERE simple)?   # operandDistinct
  | K_FIRST path (K_OF relation)? (K_WHERE notExpr)? K_OTHERWISE operand              # operandFirst
  | NUMBER (STAR operand)?                                        # operandNumber
  | TEXT                                                          # operandText
  ;
basic
  : LPAREN expr RPAREN                                            # basicParen
  | LBRACE (operand | separator)* RBRACE                          # basicSet
  | path                                                          # basicPath
  ;
simple : path | LPAREN expr RPAREN ;
path : name (DOT name)* ;

name : plainName | K_FIELDS | typeWord ;
plainName : WORD | K_ATSTEP | K_USES | K_IN | K_AS | K_BACK | K_SINGLE
  | K_NAMED | K_BY | K_WRITTEN | K_WHERE | K_OF | K_GIVEN | K_CHOSEN | K_CLASSIFIED | K_DERIVED | K_OUTPUT | K_STATED
  | K_JUDGED | K_FROM | K_DEFAULT | K_WITH | K_INVERSE | K_ASK | K_ALLOW | K_UNIQUE | K_REJECT | K_ON
  | K_ERROR | K_WARNING | K_NOTE | K_HINT | K_FOR | K_PROSE | K_MINUTES | K_NEEDS | K_POSSIBLE | K_FINDINGS | K_REJECTED
  | K_UNKNOWN_STATE | K_HAS | K_IS | K_ABSENT | K_FITS | K_THEN | K_ELSE | K_SATISFIES | K_BECAUSE ;
typeWord : K_OPTIONAL | K_BOOL | K_TEXT_TYPE | K_ID | K_SET | K_LIST | K_INT | K_DECIMAL ;
word : name | K_NO | K_NOT | K_SOME | K_EVERY | K_COUNT | K_DISTINCT | K_FIRST | K_IF | K_EACH | K_WHY | K_OTHERWISE ;
