package redact

import (
	"net/http"
	"os"
	"strings"
	"testing"
)

// TestCases holds the redactor to a table of what must go and what must stay.
func TestCases(t *testing.T) {
	file, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	redact, keep := 0, 0
	for line := range strings.Lines(string(file)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		want, rest, _ := strings.Cut(line, " ")
		where, input, _ := strings.Cut(rest, " ")
		if where != "json" && where != "url" {
			input = strings.NewReplacer(`\r`, "\r", `\n`, "\n", `\t`, "\t").Replace(input)
		}
		for _, mode := range []Mode{Replace, Pseudonym, Remove} {
			got, before, dropped := apply(t, Must(WithMode(mode)), where, input)
			switch want {
			case "redact":
				redact++
				checkRedacted(t, line, got, before, dropped)
				if mode == Replace && where != "body" {
					if again, _, _ := apply(t, Must(), where, got); again != got {
						t.Errorf("%s\n once  %s\n twice %s", line, got, again)
					}
				}
			case "keep":
				keep++
				if got != before {
					t.Errorf("mode %d: %s\n became %s", mode, line, got)
				}
			default:
				t.Fatalf("%q says neither redact nor keep", line)
			}
		}
	}
	if redact/3 < 120 || keep/3 < 70 {
		t.Errorf("%d cases that must redact and %d that must keep", redact/3, keep/3)
	}
}

const secretValue = "s3cR3tVal"

func checkRedacted(t *testing.T, line, got, before string, dropped bool) {
	t.Helper()
	if !strings.Contains(before, secretValue) {
		t.Fatalf("%s: no secret in it", line)
	}
	if strings.Contains(got, secretValue) {
		t.Errorf("leaks: %s\n   got %s", line, got)
	}
	if n := strings.Count(before, "KEEP"); !dropped && strings.Count(got, "KEEP") != n {
		t.Errorf("too much: %s\n      got %s", line, got)
	}
}

// apply redacts the input of a case, and returns it as it was, too.
func apply(t *testing.T, r *Redactor, where, input string) (got, before string, dropped bool) {
	t.Helper()
	switch where {
	case "header":
		name, value, _ := strings.Cut(input, ": ")
		h := r.Header(http.Header{name: {value}})
		return name + ": " + strings.Join(h[name], ""), input, false
	case "url":
		return r.URLString(input), input, false
	case "text":
		return r.Text(input), input, false
	case "json":
		b, err := r.JSON([]byte(input))
		if err != nil {
			t.Fatalf("%s: %v", input, err)
		}
		return string(b), input, false
	case "body":
		media, body, _ := strings.Cut(input, "|")
		req, err := http.NewRequest("POST", "http://h/", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if media != "" {
			req.Header.Set("Content-Type", media)
		}
		c, err := r.Request(req)
		if err != nil {
			t.Fatal(err)
		}
		return bodyOf(t, c.Body), body, c.Header.Get(DroppedHeader) != ""
	}
	t.Fatalf("%q is no place", where)
	return "", "", false
}
