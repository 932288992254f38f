// Package rule turns a Rule, which is documentation and a list of source and sink kinds, into an analysis.Analyzer that
// reports the matching sites of the taint engine.
//
// It knows how a finding reads as a diagnostic, how a trace travels through a driver, and the comments that suppress a
// finding. It must not know a driver, a library or how values flow.
package rule
