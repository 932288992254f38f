package redact

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"strings"
	"testing"
)

func TestHeader(t *testing.T) {
	in := http.Header{
		"X-Varied-Authorization": {"Bearer SECRETVALUE"},
		"X-Varied-Cookie":        {"sid=SECRETVALUE"},
		"Set-Cookie":             {"sid=SECRETVALUE; Path=/", "csrf=SECRETVALUE"},
		"Location":               {"https://h/cb?code=SECRETVALUE&state=1"},
		"Content-Location":       {"/a?sig=SECRETVALUE"},
		"Referer":                {"https://u:SECRETVALUE@h/"},
		"X-Varied-Referer":       {"https://u:SECRETVALUE@h/"},
		"Link":                   {`<https://h/?token=SECRETVALUE&page=2>; rel="next", <https://h/?page=1>; rel=prev`},
		"Refresh":                {"5; url=https://h/?token=SECRETVALUE", `0;URL='/?token=SECRETVALUE'`},
		"Accept":                 {"a", "b"},
		"Sec-Websocket-Key":      {"keep"},
		"X-Ratelimit-Token-Cost": {"3"},
		"Empty":                  nil,
		"X-Varied-Link":          {"<https://h/?token=SECRETVALUE"},
	}
	in[strings.ToLower("Authorization")] = []string{"Bearer SECRETVALUE"}
	for _, r := range []*Redactor{Must(), Must(WithMode(Remove)), Must(WithMode(Pseudonym))} {
		got := r.Header(in)
		if s := dump(t, &http.Request{URL: &url.URL{}, Header: got}); strings.Contains(s, "SECRETVALUE") {
			t.Errorf("mode %d leaks:\n%s", r.mode, s)
		}
		if got["Link"][0] == "" || !strings.HasSuffix(got["Link"][0], `<https://h/?page=1>; rel=prev`) || !strings.Contains(got["Location"][0], "state=1") {
			t.Errorf("mode %d lost more than the secret: %v", r.mode, got)
		}
		for _, name := range []string{"Accept", "Sec-Websocket-Key", "X-Ratelimit-Token-Cost"} {
			if strings.Join(got[name], ",") != strings.Join(in[name], ",") {
				t.Errorf("mode %d: %s: %q", r.mode, name, got[name])
			}
		}
		got["Accept"][0] = "changed"
	}
	if in["Accept"][0] != "a" || in[strings.ToLower("Authorization")][0] != "Bearer SECRETVALUE" {
		t.Error("the argument was changed")
	}
	if Header(nil) != nil {
		t.Error("Header(nil) is not nil")
	}
}

// A handler may store a request after ParseForm: every parsed form of the secret must be gone too.
func TestRequestParsed(t *testing.T) {
	req := httptest.NewRequest("POST", "/p?token=SECRETVALUE&a=1", strings.NewReader("password=SECRETVALUE&b=2"))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Trailer = http.Header{"X-Auth-Token": {"SECRETVALUE"}}
	req.Response = &http.Response{Header: http.Header{"Set-Cookie": {"SECRETVALUE"}}}
	if err := req.ParseForm(); err != nil {
		t.Fatal(err)
	}
	got, err := Must().Request(req)
	if err != nil {
		t.Fatal(err)
	}
	all := dump(t, got) + got.Form.Encode() + got.PostForm.Encode()
	if strings.Contains(all, "SECRETVALUE") || got.Response != nil || got.MultipartForm != nil {
		t.Errorf("leaks:\n%s", all)
	}
	if got.Form.Get("a") != "1" || got.PostForm.Get("b") != "2" {
		t.Errorf("lost other parameters: %v", got.Form)
	}
}

func TestResponse(t *testing.T) {
	req := httptest.NewRequest("GET", "http://u:SECRETVALUE@h/?api_key=SECRETVALUE", nil)
	req.Header.Set("Authorization", "SECRETVALUE")
	const body = `{"access_token":"SECRETVALUE","expires_in":3600}`
	resp := &http.Response{
		StatusCode: 200, Request: req, ContentLength: int64(len(body)),
		Header: http.Header{
			"Content-Type": {"application/json"}, "Content-Length": {"48"}, "Content-Md5": {"x"},
			"Set-Cookie": {"SECRETVALUE"}, "X-Varied-Authorization": {"SECRETVALUE"}, "Location": {"/?token=SECRETVALUE"},
		},
		Trailer: http.Header{"X-Auth-Token": {"SECRETVALUE"}},
		Body:    io.NopCloser(strings.NewReader(body)),
	}
	got, err := Must().Response(resp)
	if err != nil {
		t.Fatal(err)
	}
	var wire bytes.Buffer
	length, sent := got.ContentLength, got.Header.Get("Content-Length")
	if err := got.Write(&wire); err != nil {
		t.Fatal(err)
	}
	if s := wire.String() + dump(t, got.Request); strings.Contains(s, "SECRETVALUE") || !strings.Contains(s, `{"access_token":"REDACTED","expires_in":3600}`) {
		t.Errorf("got\n%s", s)
	}
	if length != 45 || sent != "45" || got.Header.Get("Content-Md5") != "" {
		t.Errorf("length %d, header %q: they must fit the redacted body", length, sent)
	}
	if s := bodyOf(t, resp.Body); s != body {
		t.Errorf("the response lost its body: %q", s)
	}
}

func TestBodyPolicy(t *testing.T) {
	keep, small := Must(KeepOpaqueBodies()), Must(WithMaxBody(10))
	for _, tc := range []struct {
		name              string
		r                 *Redactor
		contentType, enc  string
		body, want, state string
	}{
		{"html", Must(), "text/html", "", "<p>x", "", "opaque"},
		{"html kept", keep, "text/html", "", "<p>x", "<p>x", ""},
		{"gzip", Must(), "application/json", "gzip", "\x1f\x8b", "", "opaque"},
		{"identity", Must(), "application/json", "identity", `{"otp":1}`, `{"otp":"REDACTED"}`, ""},
		{"invalid json is dropped though opaque ones are kept", keep, "application/json", "", `{"sig":1`, "", "invalid"},
		{"too large", small, "text/plain", "", `{"a":12345}`, "", "too large"},
		{"just small enough", small, "text/plain", "", `{"a":1234}`, `{"a":1234}`, ""},
		{"form without a type", Must(), "", "", "a=1&token=s", "a=1&token=REDACTED", ""},
		{"prose without a type", Must(), "", "", "token = s", "", "opaque"},
		{"multipart without a boundary", keep, "multipart/form-data", "", "--x\r\n", "", "invalid"},
		{"type that is none", Must(), ";;", "", `{"otp":1}`, `{"otp":"REDACTED"}`, ""},
		{"json of another alphabet", keep, "application/json; charset=utf-16", "", "{\x00\"\x00", "", "invalid"},
		{"empty", Must(), "application/json", "", "", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			req, err := http.NewRequest("POST", "http://h/", io.MultiReader(strings.NewReader(tc.body)))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", tc.contentType)
			req.Header.Set("Content-Encoding", tc.enc)
			got, err := tc.r.Request(req)
			if err != nil {
				t.Fatal(err)
			}
			if b := bodyOf(t, got.Body); b != tc.want || got.Header.Get(DroppedHeader) != tc.state {
				t.Errorf("body %q, state %q; want %q, %q", b, got.Header.Get(DroppedHeader), tc.want, tc.state)
			}
			if b := bodyOf(t, req.Body); b != tc.body {
				t.Errorf("the request lost its body: %q", b)
			}
		})
	}
}

func TestMultipart(t *testing.T) {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	field := func(disposition, contentType, content string) {
		h := textproto.MIMEHeader{}
		if disposition != "" {
			h.Set("Content-Disposition", disposition)
		}
		if contentType != "" {
			h.Set("Content-Type", contentType)
		}
		p, err := w.CreatePart(h)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(p, content)
	}
	field(`form-data; name="a"`, "", "kept text")
	field(`form-data; name="Access-Token"`, "", "SECRETVALUE")
	field(`form-data; name="j"`, "application/json", `{"token":"SECRETVALUE","n":1}`)
	field(`form-data; name="u"`, "", `https://h/?token=SECRETVALUE&n=2`)
	field(`form-data; name="f"; filename="x.html"`, "text/html", "<SECRETVALUE>")
	field(`form-data; name="broken`, "", "SECRETVALUE")
	w.Close()
	req := httptest.NewRequest("POST", "/", &body)
	req.Header.Set("Content-Type", w.FormDataContentType())
	got, err := Must().Request(req)
	if err != nil {
		t.Fatal(err)
	}
	form, err := multipart.NewReader(got.Body, w.Boundary()).ReadForm(1 << 20)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"a": "kept text", "Access-Token": "REDACTED", "j": `{"token":"REDACTED","n":1}`, "u": "https://h/?token=REDACTED&n=2"} {
		if v := form.Value[name]; len(v) != 1 || v[0] != want {
			t.Errorf("%s = %q, want %q", name, v, want)
		}
	}
	if f := form.File["f"]; len(f) != 1 || f[0].Size != 0 || f[0].Header.Get(DroppedHeader) != "opaque" {
		t.Errorf("file: %+v", f)
	}
	again, _ := Must().Request(req)
	if s := bodyOf(t, again.Body); strings.Contains(s, "SECRETVALUE") {
		t.Errorf("leaks\n%s", s)
	}
}

var errBroken = errors.New("connection reset")

func TestBodyError(t *testing.T) {
	newRequest := func() *http.Request {
		body := io.MultiReader(strings.NewReader("SECRETVALUE"), failed{errBroken})
		return httptest.NewRequest("POST", "/", io.NopCloser(body))
	}
	req := newRequest()
	if got, err := Must().Request(req); got != nil || !errors.Is(err, errBroken) || strings.Contains(err.Error(), "SECRET") {
		t.Errorf("Request: %v, %v", got, err)
	}
	if b, err := io.ReadAll(req.Body); string(b) != "SECRETVALUE" || err != errBroken {
		t.Errorf("afterwards the body gives %q, %v", b, err)
	}
	resp := &http.Response{Body: newRequest().Body}
	if got, err := Must().Response(resp); got != nil || !errors.Is(err, errBroken) {
		t.Errorf("Response: %v, %v", got, err)
	}
	if a, b := CacheKey(newRequest()), CacheKey(newRequest()); a == b || len(a) != len(b) {
		t.Errorf("requests whose body cannot be read share the key %s (%s)", a, b)
	}
}

// FuzzBody holds that no body makes a redactor panic, and that a known secret under a known name never comes out.
func FuzzBody(f *testing.F) {
	for _, v := range vectors(f) {
		req := v.request(f)
		f.Add(req.Header.Get("Content-Type"), []byte(bodyOf(f, req.Body)))
	}
	f.Add("multipart/mixed; boundary=b", []byte("--b\nContent-Disposition: form-data; name=token\n\nx\n--b--"))
	r := Must(KeepOpaqueBodies())
	f.Fuzz(func(t *testing.T, contentType string, b []byte) {
		req := &http.Request{Method: "POST", URL: &url.URL{}, Header: http.Header{"Content-Type": {contentType}}, Body: io.NopCloser(bytes.NewReader(b))}
		got, err := r.Request(req)
		if err != nil {
			t.Fatal(err)
		}
		if back := bodyOf(t, req.Body); back != string(b) {
			t.Fatalf("%q: the request's own body became %q", b, back)
		}
		once := bodyOf(t, got.Body)
		got.Body = io.NopCloser(strings.NewReader(once))
		twice, err := r.Request(got)
		if err != nil || bodyOf(t, twice.Body) != once {
			t.Fatalf("%q: not idempotent: %q, %v", b, once, err)
		}
	})
}

func TestNoBody(t *testing.T) {
	req := httptest.NewRequest("GET", "/", nil)
	req.Body = http.NoBody
	got, err := Must().Request(req)
	if err != nil || got.Body != http.NoBody || req.Body != http.NoBody {
		t.Errorf("%v, %v, %v: http.NoBody must stay what it is", got.Body, req.Body, err)
	}
	req.Body = nil
	if got, err := Must().Request(req); err != nil || got.Body != nil {
		t.Errorf("%v, %v: no body must stay none", got.Body, err)
	}
	if got, err := Must().Request(nil); got != nil || err != nil {
		t.Errorf("Request(nil) = %v, %v", got, err)
	}
	if got, err := Must().Response(nil); got != nil || err != nil {
		t.Errorf("Response(nil) = %v, %v", got, err)
	}
}

// FuzzHeader: the fields that carry URLs are redacted without a panic, once and for all, and only where there is a secret.
func FuzzHeader(f *testing.F) {
	for _, v := range []string{"5; url=https://h/?token=x", `0;URL='/?token=x' `, "<https://h/?token=x>; rel=next, <a", "\u0130url=//u:p@h", "url="} {
		f.Add(v)
	}
	replace := Must()
	f.Fuzz(func(t *testing.T, value string) {
		h := http.Header{}
		for _, name := range []string{"Location", "Link", "Refresh", "Referer"} {
			h[name] = []string{value}
		}
		once := replace.Header(h)
		twice := replace.Header(once)
		for name := range h {
			if once[name][0] != twice[name][0] {
				t.Fatalf("%s: %q became %q, then %q", name, value, once[name][0], twice[name][0])
			}
		}
		if strings.Trim(value, "abcdefghijklmnopqrstuvwxyzRU019/?=&#;.,<>'") != "" || secretPiece.MatchString(value) {
			return // userinfo, what may be no URL at all, or what may be a name
		}
		for name, values := range once {
			if values[0] != value {
				t.Fatalf("%s: without names, %q became %q", name, value, values[0])
			}
		}
	})
}
