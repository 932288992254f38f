// Package intests has a finding in a test, where it is only reported with -tests.
package intests
