// Package fix builds suggested fixes that compile.
//
// It knows how to rewrite Go code: which calls encode and decode, where their bytes go to and come from, what the
// expression at a place can be replaced with, and which imports that takes. It must not know a rule, how values flow
// through a program as a whole, or how a driver applies edits.
//
// All fixes of a package may be applied together. Edits that several of them need, such as an import or the declaration
// of a codec, are therefore the same edit at the same place wherever they occur, so that the driver merges them.
package fix
