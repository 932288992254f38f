// Package taint is a modular, field-sensitive, summary-based taint analysis over go/ssa.
//
// It knows values, kinds, summaries and traces. It must not know a rule, a library's name or a driver: kinds are opaque
// names that models give and queries ask for.
package taint
