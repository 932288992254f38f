// Package model holds what is known about libraries as data: which function, field, type or channel is a source, a
// sink, a sanitizer, a validator or a propagator, and for which kinds.
//
// It knows names, access paths and kinds. It must not know SSA, rules or drivers: kinds are opaque strings that join
// models to rules.
package model

import "regexp"

// A Root says where an access path starts, seen from a call.
type Root uint8

const (
	Self   Root = iota // the value itself: a field, a value of a type, an element of a channel
	Recv               // the receiver of a method call
	Arg                // an argument; the receiver is not counted
	Result             // a result
)

// Elements of an access path that are no field names.
const (
	Elem = "[]"    // an element of a slice, array, map or channel
	Key  = "[key]" // a key of a map
	// Any is the value at the path so far or anything below it at any depth: what a marshaller or a formatter reads.
	// It stands last. As a destination it is the value with all below it: what a decoder fills.
	Any = "*"
)

// A Path is an access path: `recv`, `arg[0]`, `arg[1...]`, `result[0].Body`, `arg[1].param[0]`, `.Form[]`,
// `arg[0].*`.
//
// A value reached through a pointer is the pointer's own value here: no path element stands for the indirection. The
// bytes of a []byte and of a string are the value itself, never Elem.
type Path struct {
	Root   Root
	Index  int      // of an argument, result
	Open   bool     // arg[i...]: this argument and all after it; a variadic's elements count as its arguments
	Param  int      // .param[i]: parameter i of the function value that Root names; -1 when absent
	Fields []string // field names, Elem, Key; applied after Param
}

// A Cond restricts a role to some calls. All that is set must hold.
type Cond struct {
	Arg     int            `json:"a,omitempty"`  // index of the constant argument that Match looks at
	Match   *regexp.Regexp `json:"m,omitempty"`  // nil: no condition on a constant argument. An argument that is no constant does not match
	Field   string         `json:"f,omitempty"`  // Match looks at what this field of the argument, or of one from it on if variadic, is set to where it is made
	Names   string         `json:"ns,omitempty"` // the list of names that Match was made from; users change the list
	Negate  bool           `json:"n,omitempty"`  // the constant must not match (an argument that is no constant does match), the type not be Is
	Dynamic Dynamic        `json:"d,omitempty"`  // condition on the static type of the value that Arg names
	Named   bool           `json:"nm,omitempty"` // the field or variable that the receiver is has the name of a cache: Set.Container
	Has     string         `json:"h,omitempty"`  // a value that Arg names, or one of all arguments from it on, comes from a source of this kind
	// Without is the full name of a function: the receiver is seen to be made by calls that got nothing from it.
	Without string `json:"wo,omitempty"`
	Is      string `json:"is,omitempty"` // the static type, before a conversion to an interface, of the value that Arg names: "*net/rpc.Server"
}

// A Dynamic is a condition on a decode target's type.
type Dynamic uint8

const (
	AnyType      Dynamic = iota // no condition
	OnlyDynamic                 // only an interface, or a map or slice of interfaces (`any`): the input chooses the shape
	OnlyDeclared                // only a declared type
)

// A Source says that the value at a path is of a kind.
type Source struct {
	Kind  string `json:"k"`
	At    Path   `json:"at"`
	Label string `json:"l,omitempty"` // what a trace says: "body of an HTTP request"; without an article
	If    []Cond `json:"if,omitempty"`
	// UnlessResult names a type (`*net/http.Response`): a parameter of a function that has a result of this type is no
	// source (a client's request travels the other way). Only for models of types.
	UnlessResult string `json:"u,omitempty"`
	// Written, at an argument of an interface's method: the method writes the source there, as it does for any function.
	// Without it, the argument is what an implementation is given from outside.
	Written bool `json:"w,omitempty"`
	// Tag, if set, names the struct tag that holds the default of each field below At: `default`, or `env:default=` where the default stands
	// in a list. The fields that have one get the default as a constant.
	Tag string `json:"tg,omitempty"`
	// Stream: it is read for as long as the sender sends. Values with a Read method are streams anyway, others are in memory.
	Stream bool `json:"st,omitempty"`
	// Method, if set, is called of what is at At, with the source: a store's Scan calls UnmarshalBinary of its target.
	Method string `json:"me,omitempty"`
	// Unless are the kinds that say of a value that it is not what its name says, where they were cleared on its way. Only for what names tell.
	Unless []string `json:"-"`
}

// A Sink says that the value at a path must not be of some kinds.
type Sink struct {
	Kind string `json:"k"`
	At   Path   `json:"at"` // ignored when Reads is set
	// Reads, when set, is the kind of source that the sink reads by itself, whatever its arguments: a server that
	// accepts its own connections.
	Reads  string `json:"rd,omitempty"`
	Target *Path  `json:"t,omitempty"` // where the decoded value goes, when it does not go to a result
	// Named is the argument whose constant text names what is at At: the key that a value is stored under, the field of a hash. With Pairs,
	// the arguments from At on are names and values by turns.
	Named *Path  `json:"nd,omitempty"`
	Pairs bool   `json:"pr,omitempty"`
	Label string `json:"l,omitempty"` // what the sink is called in a message: "gob", "yaml.v3"
	If    []Cond `json:"if,omitempty"`
	// Own: it counts in the module that is worked on. What a dependency makes of it is the dependency's own matter, unless its caller
	// hands in the target.
	Own bool `json:"o,omitempty"`
	// Side numbers the operands of a comparison, 1 and 2; 0 for any other sink.
	Side int `json:"sd,omitempty"`
	// ByUse, when set, is an aspect: it is harmless to reach the sink if nothing that comes out of the call is used before a check of the
	// same values has cleared it.
	ByUse string `json:"bu,omitempty"`
	// Marks are kinds that must have been cleared on the way for the sink to count: they say what was done to the value.
	Marks []string `json:"mk,omitempty"`
	// Effect: it counts where the method by which a type decodes itself leads to it, and in the module that is worked on. Elsewhere nothing
	// is made of it, nor for it.
	Effect bool `json:"e,omitempty"`
}

// A Sanitizer says that the value at a path is free of some kinds after the call, whatever went in.
type Sanitizer struct {
	Kinds []string `json:"k"`
	At    Path     `json:"at"`
	Label string   `json:"l,omitempty"`
	If    []Cond   `json:"if,omitempty"`
}

// A Guard says that the handler that goes in at a path, or that is handed to the middleware or router that comes out there, is given
// values free of some kinds.
type Guard struct {
	Kinds []string `json:"k"`
	At    Path     `json:"at"`
}

// An Outcome is the result of a validator that means success.
type Outcome uint8

const (
	WhenTrue     Outcome = iota // the boolean result is true
	WhenFalse                   // the boolean result is false
	WhenNilError                // the error result is nil
	WhenOne                     // the integer result is 1 (crypto/subtle)
	WhenZero                    // the integer result is 0
	WhenAlways                  // whatever the result: what the call comes before is clean
)

// A Validator says that the values at some paths are free of some kinds where the call succeeded.
type Validator struct {
	Kinds []string `json:"k"`
	At    []Path   `json:"at"`
	When  Outcome  `json:"w,omitempty"`
	// Needs, when set, is the source kind that one of the values must have for the check to prove anything
	// (a comparison is a proof only of a keyed MAC).
	Needs string `json:"n,omitempty"`
	// Field, when set, names a truth value of a result that tells the outcome, too: `result[0].Valid`.
	Field *Path  `json:"fd,omitempty"`
	Label string `json:"l,omitempty"`
	If    []Cond `json:"if,omitempty"`
}

// A Propagator says that what is at From reaches To: the taint of the value there, and what lies below it at the same
// place below To. With Any at the end of From, the taint of anything below reaches To itself.
//
// From a result means what is put there later: `result -> arg[0]` of a function that wraps a writer says that what is
// written into the wrapper reaches the wrapped.
type Propagator struct {
	From Path `json:"f"`
	To   Path `json:"t"`
	// Part: To holds only a part of From, so that a proof about To says nothing about the rest of From.
	Part bool `json:"p,omitempty"`
	// Choice: To is one of the arguments that From names, not made of all of them.
	Choice bool `json:"ch,omitempty"`
	// Clears are the kinds that do not pass; Restores are the kinds that were cleared before and are back
	// (a decompressed stream is unbounded again).
	Clears   []string `json:"c,omitempty"`
	Restores []string `json:"r,omitempty"`
	If       []Cond   `json:"if,omitempty"`
}

// Roles is all that is known of one function, method, field, type or channel.
type Roles struct {
	Name        string       `json:"-"`   // as go/types prints it: "(*net/http.Request).FormValue"
	Pos         string       `json:"pos"` // file:line of the model, for errors
	Sources     []Source     `json:"src,omitempty"`
	Sinks       []Sink       `json:"snk,omitempty"`
	Sanitizers  []Sanitizer  `json:"san,omitempty"`
	Validators  []Validator  `json:"val,omitempty"`
	Propagators []Propagator `json:"pro,omitempty"`
	NoReturn    bool         `json:"nor,omitempty"` // does not return
	Guards      []Guard      `json:"gua,omitempty"`
	// Measures are the sibling fields whose length a field says; "." is the value that has the field. Comparing the field with a limit
	// bounds them.
	Measures []string `json:"mea,omitempty"`
	// Opaque: nothing flows through but what the propagators say. Every modelled function with a propagator, a
	// sanitizer or `opaque: true` is opaque; for others arguments flow to results as for an unknown callee.
	Opaque bool `json:"opq,omitempty"`
	// Empties: what the receiver held is gone.
	Empties bool `json:"emp,omitempty"`
	// ByShape: found by method name and signature only. What is known of the body says more; sinks hold all the same.
	ByShape bool `json:"-"`
}
