package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/semver"

	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// ruleID is the ID of a finding's rule, or of its variant below that: "signingkey/fallback".
func (s *sarifWriter) ruleID(f Finding) string {
	if id := f.Rule + "/" + f.Variant; f.Variant != "" {
		if _, ok := s.index[id]; ok {
			return id
		}
	}
	return f.Rule
}

// rules describes all rules and their variants, and the tool's own diagnostics as one more rule.
func (s *sarifWriter) rules() []sarifRule {
	for _, r := range s.report.Rules {
		s.cwe = append(s.cwe, r.CWE...)
		for _, v := range r.Variants {
			s.cwe = append(s.cwe, v.CWE...)
		}
	}
	slices.Sort(s.cwe)
	s.cwe = slices.Compact(s.cwe)
	var all []sarifRule
	add := func(x sarifRule) {
		s.index[x.ID] = len(all)
		all = append(all, x)
	}
	for _, r := range s.report.Rules {
		add(s.rule(r))
		for _, v := range r.Variants {
			add(s.variant(r, v))
		}
	}
	short := sarifText{Text: "a suppression comment is malformed, expired or unused, or a function could not be analyzed"}
	full := sarifText{Text: "A comment that suppresses findings names unknown rules, gives no reason, has a date that is past, or suppresses nothing; or the analysis of a function failed."}
	add(sarifRule{
		ID: rule.Watch, Name: rule.Watch, ShortDescription: short, FullDescription: full, Help: full, HelpURI: rule.DocURL + "#suppression",
		Configuration: sarifLevel{Enabled: true, Level: sarifLevels["low"]},
		Properties:    sarifProperties{SecuritySeverity: scores["low"], Precision: "high", Tags: []string{"maintainability"}},
	})
	return all
}

func (s *sarifWriter) rule(r *rule.Rule) sarifRule {
	severity := r.Severity.String()
	return sarifRule{
		ID: r.Name, Name: r.Name,
		ShortDescription: sarifText{Text: r.Title},
		FullDescription:  sarifText{Text: paragraph(r)},
		Help:             sarifText{Text: r.Doc(), Markdown: r.Markdown()},
		HelpURI:          r.URL(),
		Configuration:    sarifLevel{Enabled: !r.Strict, Level: sarifLevels[severity]},
		Relationships:    s.weaknesses(r.CWE),
		Properties:       sarifProperties{SecuritySeverity: scores[severity], Precision: "high", Tags: tags(r.CWENames())},
	}
}

func (s *sarifWriter) variant(r *rule.Rule, v *rule.Variant) sarifRule {
	x := s.rule(r)
	severity := cmp.Or(v.Severity, r.Severity).String()
	x.ID, x.Name = r.Name+"/"+v.Name, r.Name+"/"+v.Name
	x.ShortDescription.Text = v.Title
	x.FullDescription.Text = fmt.Sprintf("A variant of %s: %s. %s", r.Name, v.Title, x.FullDescription.Text)
	x.Help = sarifText{
		Text:     fmt.Sprintf("%s\n\n%s\n", x.FullDescription.Text, x.HelpURI),
		Markdown: fmt.Sprintf("**%s**: %s. A variant of [%s](%s).\n\n%s\n", x.ID, v.Title, r.Name, x.HelpURI, strings.TrimSpace(r.Text)),
	}
	x.Configuration = sarifLevel{Enabled: !r.Strict && !v.Strict, Level: sarifLevels[severity]}
	if v.CWE != nil {
		x.Relationships = s.weaknesses(v.CWE)
	}
	x.Properties.SecuritySeverity, x.Properties.Tags = scores[severity], tags(r.CWENamesOf(v))
	return x
}

// paragraph is the first paragraph of a rule's documentation, as plain text in one line; the title if there is none.
func paragraph(r *rule.Rule) string {
	first, _, _ := strings.Cut(strings.TrimSpace(r.Text), "\n\n")
	return cmp.Or(strings.ReplaceAll(strings.Join(strings.Fields(first), " "), "`", ""), r.Title)
}

func tags(cwe []string) []string {
	all := []string{"security"}
	for _, c := range cwe {
		all = append(all, "external/cwe/"+strings.ToLower(c))
	}
	return all
}

// cweComponent is the only taxonomy of a run.
var cweComponent = sarifComponent{Name: "CWE", Index: 0}

func (s *sarifWriter) taxonomy() sarifTaxonomy {
	t := sarifTaxonomy{Name: cweComponent.Name, Organization: "MITRE", InformationURI: "https://cwe.mitre.org/", ShortDescription: sarifText{Text: "Common Weakness Enumeration"}}
	for _, n := range s.cwe {
		t.Taxa = append(t.Taxa, sarifTaxon{ID: strconv.Itoa(n), HelpURI: fmt.Sprintf("https://cwe.mitre.org/data/definitions/%d.html", n)})
	}
	return t
}

// weaknesses relate a rule to the weaknesses that its findings are cases of.
func (s *sarifWriter) weaknesses(numbers []int) (all []sarifRelationship) {
	for _, n := range numbers {
		i, _ := slices.BinarySearch(s.cwe, n)
		all = append(all, sarifRelationship{sarifTarget{strconv.Itoa(n), i, cweComponent}, []string{"superset"}})
	}
	return all
}

// semantic is a version without the letter that Go puts before it; empty if it is none.
func semantic(version string) string {
	if !semver.IsValid(version) {
		return ""
	}
	return strings.TrimPrefix(semver.Canonical(version), "v") + semver.Build(version)
}
