// Package report makes findings of what a run printed and renders them: text, JSON, SARIF, HTML, annotations of GitHub,
// the comparison with a baseline, and the fixes applied.
//
// It knows the forms of a finding and the files of the user that it shows. It must not know how findings come about,
// nor how a run is started.
package report
