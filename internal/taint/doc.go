// Package taint is a modular, field-sensitive, summary-based taint analysis over go/ssa.
//
// It knows values, kinds, summaries and traces. It must not know a rule, a library's name or a driver: kinds are opaque
// names that models give and queries ask for.
//
// # Phases
//
// Analyzer runs once for each package, for all kinds. Rules query its Result.
//
//	syntax tree ──► needed ─► SSA form ──► scan ──► functions ──► heap ──► facts
//	                relevance  build        scan     callees first  cells    exported, codec
//	                                                  │    ▲                 │
//	                                        interpret │    │ summary         ▼
//	                                                  ▼    │             findings ──► Sites, Checks, Comparisons
//	                                      values, events ──► search back
//	                                      (fixpoint)         (solve)
//
// The phases share packages that do not know the interpreter: kind (names of kinds, and sets of them), access (access
// paths and places), shape (what lies at a path below a type), summary (flows, labels, summaries and their encoding),
// facts (what imported packages export), alias (which pointers may point to one object) and branch (what decides a
// branch). The first phase is a package of its own, scope.
//
// One by one:
//
//   - relevance (scope) decides on the syntax tree which functions can hold or pass on anything that matters. The
//     others get no SSA form: building it costs more than the analysis.
//   - scan (scan.go) looks over all functions once: which cells of the heap are written, which function values lie
//     there.
//   - components (callgraph.go) orders the functions, callees first; those that call each other are analysed together
//     until their summaries stop growing.
//   - interpret (fixpoint.go, instr.go) is an abstract interpretation of one function: which events reach which
//     registers and which memory. States, registers and events only grow, so it ends. A call (call.go) applies the
//     model of the callee (roles.go, propagate.go), its summary (apply.go; applycalls.go calls the function values that
//     are arguments), or what is assumed of unknown code (unknown.go, escape.go). Code that runs at another time is in
//     concurrent.go.
//   - solve (solve.go, search.go) goes back from each use of a value to the origins of its events, and makes flows of
//     the paths. What a check has cleared where a value was used is cleared on the path (cleared.go, check.go,
//     track.go).
//   - the heap (cells.go) joins flows into and out of the same cell: what one method stores, another reads.
//     Whether both handle the same object, the aliases of the package's pointers tell (owners.go, package alias).
//   - a trail (trail.go) answers questions of fixes, on demand: where bytes that an encoder makes go to, and where
//     bytes that a decoder reads come from. It interprets the functions in between once more, with events for what
//     calls take and give.
//   - export (exported.go, fact.go, summary/codec.go) writes the summaries that say more than the default for an
//     unknown callee.
//
// # Words
//
//   - A val is what is known of a value: a tree over access paths, with events, addresses, function values and types.
//   - An object is a piece of memory, told apart by the instruction that makes it. A lazy object was there at entry:
//     its content is what the caller or the heap put there. A ref is an address, a place in an object.
//   - An event is a point where a value comes to be what it is: an origin or an operation. A copy has the same event,
//     so a check of one copy is a check of all.
//   - A place is an access path of a summary: a root (parameter, result, captured variable, cell) and elements below
//     it.
//   - A cell is a field of a named type, or a package-level variable, over all its objects.
//   - A use is a value that reaches a place outside of the function, or a sink. An edge between events has a label:
//     what is cleared on the way, what is restored, whether only a part goes on.
//   - A check says that values are free of some kinds where it succeeds; it covers the events of these values.
//     A postcondition is the same in a summary: a place that is free of some kinds if the function succeeded.
//   - A flow leads from a place or a source to a place or a sink. One from a source to a sink is a finding.
//   - A summary is what callers see of a function; a fact is the summaries of a package, or of a type's methods.
//
// # One function worked through
//
// kinds.SourceBytes is a source of the kind "mine", kinds.SinkBytes a sink, and kinds.Check clears "trust" where it
// returns nil (testdata/src/construct/worked):
//
//	 8	func receive() message {
//	 9		b := kinds.SourceBytes()
//	10		return message{body: b}
//	11	}
//	13	func handle() {
//	14		m := receive()
//	15		kinds.SinkBytes(m.id)
//	16		kinds.SinkBytes(m.body)
//	17		if kinds.Check(m.body) != nil {
//	18			return
//	19		}
//	20		kinds.SinkBytes(m.body)
//	21	}
//
// The model of SourceBytes makes an event: e0, a source. The store into the field puts e0 at .body of the object of the
// literal, and the return loads it, so the result is {.body:{e0}} and .id has nothing. The search from the result finds
// e0 at once. The second flow is for whoever reads the cell through another object; "local" says that the function made
// the object:
//
//	flow   mine (source bytes) -> cell(message.bodylocal)
//	flow   mine (source bytes) -> result0.body
//
// In handle, the call applies that summary (call.go, apply.go): its result is {.body:{e0}}, where e0 is the source with
// the steps that lie in receive. Line 15 uses m.id, which has no event. Lines 16 and 20 use e0: two uses of a sink.
// Line 17 is a check that covers e0 and whose success is the branch to line 20. From line 16 the search finds e0 with
// nothing cleared: a finding. From line 20 it finds e0 behind the branch, so the flow says what has cleared it. A query
// for the aspect "trust" leaves it out, and an audit shows why:
//
//	flow   mine (source bytes) -> sink sink (byte sink)
//	flow   mine (source bytes) -> sink sink (byte sink) [clears trust; verified by kinds.Check (worked.go:17)]
//
// To see that of a function of a fixture, with its values and events:
//
//	go test ./internal/taint -run TestConstructs/worked -v -dump handle
//
// A function literal has the name that go/ssa gives it: handle$1. A value is printed as its events (e0), the addresses
// that it holds (&o0.body is the field body of the object o0), the values below it (.body:{e0}), and the number of
// functions that it may be. What a function literal has captured lies below it, at .$handle$1##0 and so on. What an
// object holds shows where it is loaded.
//
// # Laws
//
// Merging values is associative, commutative and idempotent, with covers as its order; labels compose by then, monotone
// in the order of weaker; joining and splitting paths are inverse. laws_test.go, summary/label_test.go and
// access/place_test.go hold them. Everything else may rely on it that a fixpoint does not depend on the order of
// visits.
//
// # Caps
//
// Nothing is exponential and nothing unbounded. A cap that is met drops something, toward silence about sinks, is
// counted by name, and is shown by -debug:
//
//	visits        visits of a block, and instructions interpreted in a function   maxVisits, maxInstructions
//	rounds        rounds over functions that call each other                      maxRounds, maxRoundsOfMany
//	calls         calls of function values inside of each other                   maxDepthOfCalls
//	implementers  candidates of a call through an interface                       maxImplementers
//	instruction   instructions that the engine does not know
//	reach         depth at which what a value points to is collected              maxReach
//	events        events of a value                                               maxEvents
//	preds         edges into an event                                             maxPreds
//	hops          hops of one search, and of all searches of a function           maxHops, hopsPerEvent
//	labels        labels with which a search looks at an event                    maxLabels
//	flows         flows of a summary                                              maxFlows
//	cell          flows into or out of a cell of the heap                         maxPerCell
//	work          work on a function, and on a package                            maxWork, workPerInstruction
//	trail         functions and legs of the questions that fixes ask              maxTrailed, maxLegs
//
// Other limits only tell less apart and lose nothing: fields of a path (access.MaxDepth), elements (maxElems), the
// height and size of a value (maxHeight, maxSize), addresses and targets (maxRefs, maxTargets), steps of a trace
// (maxSteps).
package taint
