package redact

import (
	"net/url"
	"strings"
	"testing"
)

func TestURL(t *testing.T) {
	for _, tc := range []struct{ in, replace, remove string }{
		{"http://h/", "http://h/", "http://h/"},
		{"http://user:s@h:80/p", "http://REDACTED@h:80/p", "http://h:80/p"},
		{"http://u:s@s@h/", "http://REDACTED@h/", "http://h/"},
		{"https://ghp_s@github.com/a/b.git", "https://REDACTED@github.com/a/b.git", "https://github.com/a/b.git"},
		{"http://h/?token=s", "http://h/?token=REDACTED", "http://h/"},
		{"http://h/?b=%20+1&a=&token=s&c", "http://h/?b=%20+1&a=&token=REDACTED&c", "http://h/?b=%20+1&a=&c"},
		{"http://h/?a=1;sig=s;b=2&c=3", "http://h/?a=1;sig=REDACTED&c=3", "http://h/?a=1&c=3"},
		{"http://h/?token=a;b&c=3", "http://h/?token=REDACTED&c=3", "http://h/?c=3"},
		{"http://h/?user[password]=s&x.token=s&access_token[0]=s", "http://h/?user[password]=REDACTED&x.token=REDACTED&access_token[0]=REDACTED", "http://h/"},
		{"http://h/?ke%79=s", "http://h/?ke%79=REDACTED", "http://h/"},
		{"http://h/#access_token=s&x=1", "http://h/#access_token=REDACTED&x=1", "http://h/#x=1"},
		{"http://h/#/cb?code=s&x=1", "http://h/#/cb?code=REDACTED&x=1", "http://h/#/cb?x=1"},
		{"http://h/#section-2", "http://h/#section-2", "http://h/#section-2"},
		{"http://h/a;token=s;v=1/b%2Fc", "http://h/a;token=REDACTED/b%2Fc", "http://h/a/b%2Fc"},
		{"/relative?token=s", "/relative?token=REDACTED", "/relative"},
		{"?token=s", "?token=REDACTED", ""},
		{"http://h/?next=%2Fcb%3Fcode%3Ds", "http://h/?next=%2Fcb%3Fcode%3DREDACTED", "http://h/?next=%2Fcb"},
		{"http://h/?u=http%3A%2F%2Fx%3Ay%40o%2F&v=%2Fa%2Fb", "http://h/?u=http%3A%2F%2FREDACTED%40o%2F&v=%2Fa%2Fb", "http://h/?u=http%3A%2F%2Fo%2F&v=%2Fa%2Fb"},
		{"http://h/?p=%7B%22token%22%3A%22s%22%7D", "http://h/?p=%7B%22token%22%3A%22REDACTED%22%7D", "http://h/?p=%7B%7D"},
		{"postgres://u:s@db/x?sslmode=disable&password=s", "postgres://REDACTED@db/x?sslmode=disable&password=REDACTED", "postgres://db/x?sslmode=disable"},
		{"jdbc:postgresql://u:s@db/x?password=s", "jdbc:postgresql://REDACTED@db/x?password=REDACTED", "jdbc:postgresql://db/x"},
		{"mailto:a@b.c", "mailto:a@b.c", "mailto:a@b.c"},
		{"http://h/?", "http://h/?", "http://h/?"},
	} {
		for mode, want := range map[Mode]string{Replace: tc.replace, Remove: tc.remove} {
			r := Must(WithMode(mode))
			if got := r.URLString(tc.in); got != want {
				t.Errorf("mode %d: URLString(%s)\n got %s\nwant %s", mode, tc.in, got, want)
			}
			u, err := url.Parse(tc.in)
			if err != nil {
				t.Fatal(err)
			}
			before := u.String()
			if got := r.URL(u).String(); got != want {
				t.Errorf("mode %d: URL(%s)\n got %s\nwant %s", mode, tc.in, got, want)
			}
			if u.String() != before {
				t.Errorf("the argument was changed to %s", u)
			}
		}
	}
}

func TestURLStringOfNoURL(t *testing.T) {
	for _, in := range []string{"http://u:p#SECRETVALUE@h/", "http://u:SECRET/VALUE@h/", "http://h/%zz?token=SECRETVALUE", ":SECRETVALUE"} {
		if got := Must().URLString(in); got != DefaultMark {
			t.Errorf("URLString(%q) = %q", in, got)
		}
	}
}

func TestURLNil(t *testing.T) {
	if URL(nil) != nil {
		t.Error("URL(nil) is not nil")
	}
}

// FuzzURL plants a secret wherever it parses as userinfo or as a secret parameter, and looks for it in what comes out.
func FuzzURL(f *testing.F) {
	for _, v := range vectors(f) {
		f.Add(v.URL)
	}
	f.Add("http://u:SECRETVALUE@h/a;token=SECRETVALUE?next=%2F%2Fo%3Fsig%3DSECRETVALUE#/x?code=SECRETVALUE")
	f.Add("jdbc:x://u:SECRETVALUE@h;a=b")
	f.Add("http:/@/user:SECRETVALUE@h:7/") // without the first userinfo, another one
	f.Add("A:/@/\xff!@\x95:7\xff")
	replace, remove := Must(), Must(WithMode(Remove))
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range []*Redactor{replace, remove} {
			text := r.URLString(s)
			if again := r.URLString(text); r.mode == Replace && again != text {
				t.Fatalf("%q: not idempotent: %q, %q", s, text, again)
			}
			u, err := url.Parse(s)
			if err != nil {
				continue
			}
			checkURL(t, s, text, r)
			if _, err := url.Parse(u.String()); err == nil { // of "%2F%2F%20" net/url makes "//%20", which it refuses
				checkURL(t, s, r.URL(u).String(), r)
			}
		}
	})
}

func checkURL(t *testing.T, in, out string, r *Redactor) {
	t.Helper()
	u, err := url.Parse(out)
	if err != nil {
		t.Fatalf("%q became %q: %v", in, out, err)
	}
	if u.User != nil && (r.mode == Remove || u.User.String() != DefaultMark) {
		t.Fatalf("%q became %q: userinfo", in, out)
	}
	for _, raw := range []string{u.RawQuery, strings.ReplaceAll(u.RawQuery, ";", "&")} {
		values, _ := url.ParseQuery(raw)
		for name, list := range values {
			for _, v := range list {
				if v != "" && v != DefaultMark && r.isSecretParam(name, v) {
					t.Fatalf("%q became %q: %s=%s", in, out, name, v)
				}
			}
		}
	}
}

func BenchmarkURL(b *testing.B) {
	r := Must()
	const s = "https://api.example.com/v1/items?limit=20&access_token=eyJhbGciOiJIUzI1NiJ9&order=desc"
	b.ReportAllocs()
	for b.Loop() {
		r.URLString(s)
	}
}
