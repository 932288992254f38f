package redact

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
)

type vector struct {
	Name, Part, Method, URL string
	Want                    string
	Args                    struct {
		Headers map[string]string
		JSON    json.RawMessage
		Data    json.RawMessage
	}
	PeerOutput string `json:"peer_output"`
}

func vectors(t testing.TB) []vector {
	t.Helper()
	b, err := os.ReadFile("testdata/redaction_cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Count int
		Cases []vector
	}
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Cases) != file.Count || file.Count != 65 {
		t.Fatalf("%d cases, header says %d, want 65", len(file.Cases), file.Count)
	}
	return file.Cases
}

// request builds the request that the vector describes, header names in the vector's own case.
func (v vector) request(t testing.TB) *http.Request {
	t.Helper()
	header, body := http.Header{}, ""
	for name, value := range v.Args.Headers {
		header[name] = []string{value}
	}
	switch {
	case v.Args.JSON != nil:
		body = string(v.Args.JSON)
		header.Set("Content-Type", "application/json")
	case v.Args.Data != nil && v.Args.Data[0] == '"':
		if err := json.Unmarshal(v.Args.Data, &body); err != nil {
			t.Fatal(err)
		}
	case v.Args.Data != nil:
		fields := map[string]string{}
		if err := json.Unmarshal(v.Args.Data, &fields); err != nil {
			t.Fatal(err)
		}
		form := url.Values{}
		for name, value := range fields {
			form.Set(name, value)
		}
		body = form.Encode()
		header.Set("Content-Type", "application/x-www-form-urlencoded")
	case v.Part == "multipart": // the body is what the peer made of the field
		var sent struct{ contentType string }
		body, sent.contentType = peerBody(t, v.PeerOutput)
		header.Set("Content-Type", sent.contentType)
	}
	req, err := http.NewRequest(v.Method, v.URL, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = header
	return req
}

func peerBody(t testing.TB, output string) (body, contentType string) {
	t.Helper()
	var parts []json.RawMessage
	if err := json.Unmarshal([]byte(output), &parts); err != nil {
		t.Fatal(err)
	}
	var fields [][2]string
	if err := json.Unmarshal(parts[1], &fields); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(parts[2], &body); err != nil {
		t.Fatal(err)
	}
	for _, f := range fields {
		if f[0] == "Content-Type" {
			contentType = f[1]
		}
	}
	return body, contentType
}

// dump is everything that a cache could store of a request.
func dump(t testing.TB, req *http.Request) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(req.URL.String() + "\n" + req.RequestURI + "\n")
	for _, h := range []http.Header{req.Header, req.Trailer} {
		for name, values := range h {
			b.WriteString(name + ": " + strings.Join(values, "|") + "\n")
		}
	}
	b.WriteString("\n" + bodyOf(t, req.Body))
	return b.String()
}

func bodyOf(t testing.TB, body io.Reader) string {
	t.Helper()
	if body == nil {
		return ""
	}
	b, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestVectors(t *testing.T) {
	key := WithKey([]byte("b7Qz!p0kW3eR9tY2uI5o#k4v!u9h2$m8"))
	for _, mode := range []struct {
		name string
		r    *Redactor
		mark string
	}{
		{"replace", Must(), "REDACTED"},
		{"remove", Must(WithMode(Remove)), ""},
		{"pseudonym", Must(WithMode(Pseudonym), key), "REDACTED-"},
	} {
		for _, v := range vectors(t) {
			t.Run(mode.name+"/"+v.Name, func(t *testing.T) { checkVector(t, v, mode.r, mode.mark) })
		}
	}
}

func checkVector(t *testing.T, v vector, r *Redactor, mark string) {
	req := v.request(t)
	redacted, err := r.Request(req)
	if err != nil {
		t.Fatal(err)
	}
	got, before := dump(t, redacted), dump(t, req)
	switch v.Want {
	case "redact":
		if !strings.Contains(before, "SECRETVALUE") {
			t.Errorf("the request itself was changed:\n%s", before)
		}
		if strings.Contains(got, "SECRETVALUE") {
			t.Errorf("leaks:\n%s", got)
		}
		if !strings.Contains(got, mark) {
			t.Errorf("no %q in\n%s", mark, got)
		}
		if v.Part == "query" && strings.Contains(v.URL, "a=1&") && (!strings.Contains(got, "a=1") || !strings.Contains(got, "b=2")) {
			t.Errorf("other parameters are gone:\n%s", got)
		}
	case "keep":
		if !strings.Contains(got, "SECRETVALUE") {
			t.Errorf("redacted:\n%s", got)
		}
	case "keep a=", "keep order", "keep 12345678901234567890 and 1.0":
		if got != before {
			t.Errorf("got\n%s\nwant it unchanged:\n%s", got, before)
		}
	case "drop body":
		if strings.Contains(got, "SECRETVALUE") || redacted.ContentLength != 0 || redacted.Header.Get(DroppedHeader) != "invalid" {
			t.Errorf("body not dropped, or not said so:\n%s", got)
		}
	case "drop or keep by policy":
		if strings.Contains(got, "SECRETVALUE") || redacted.Header.Get(DroppedHeader) != "opaque" {
			t.Errorf("body not dropped, or not said so:\n%s", got)
		}
		if kept, err := Must(KeepOpaqueBodies()).Request(v.request(t)); err != nil || dump(t, kept) != before {
			t.Errorf("KeepOpaqueBodies changed it, or failed with %v", err)
		}
	default:
		t.Fatalf("want %q is not understood", v.Want)
	}
}
