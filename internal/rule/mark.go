package rule

import (
	"strings"
	"time"
)

// Marks that a message carries from a rule to the front end through drivers that hand on nothing but messages.
const (
	auditPrefix = "audit: "
	untilPrefix = " (ignored until "
)

func ignoredUntil(day time.Time) string { return untilPrefix + day.Format(dateLayout) + ")" }

// A Message is a diagnostic's message taken apart.
type Message struct {
	Rule     string
	Text     string
	Severity Severity  // Default if that of the rule
	Until    time.Time // the last day of its suppression; zero if it is not suppressed
	Audit    bool      // no finding: a site and why it is none
}

// ParseMessage takes apart what an analyzer reports.
func ParseMessage(analyzer, text string) Message {
	m := Message{Rule: analyzer, Text: strings.TrimPrefix(text, analyzer+": ")}
	if analyzer == Custom.Name {
		m.Rule, m.Text, _ = strings.Cut(text, ": ")
	}
	m.Text, m.Audit = strings.CutPrefix(m.Text, auditPrefix)
	if i := strings.LastIndex(m.Text, untilPrefix); i >= 0 {
		day, err := time.ParseInLocation(dateLayout, strings.TrimSuffix(m.Text[i+len(untilPrefix):], ")"), time.Local)
		if err == nil {
			m.Text, m.Until = m.Text[:i], day
		}
	}
	if i := strings.LastIndex(m.Text, " ("); i >= 0 && strings.HasSuffix(m.Text, ")") {
		if s, ok := ParseSeverity(m.Text[i+2 : len(m.Text)-1]); ok {
			m.Text, m.Severity = m.Text[:i], s
		}
	}
	return m
}

// Holds reports whether a suppression with a date still holds.
func (m Message) Holds(now time.Time) bool {
	return !m.Until.IsZero() && now.Before(m.Until.AddDate(0, 0, 1))
}
