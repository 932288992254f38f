// Package fix builds suggested fixes that compile.
//
// It knows how to rewrite Go code: which calls encode and decode, what the expression at a place can be replaced with,
// and which imports that takes. Where bytes go to and come from it asks the engine. It must not know a rule, how values
// flow, or how a driver applies edits.
//
// All fixes of a package may be applied together. Edits that several of them need, such as an import or the declaration
// of a codec, are therefore the same edit at the same place wherever they occur, so that the driver merges them.
package fix
