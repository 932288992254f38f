package model

import (
	"go/types"
	"testing"
)

// Identifiers of open-source Go programs, with the verdict that a reader of those programs would give and the reason.
var secretIdentifiers = []struct {
	name   string
	secret bool
	reason string
}{
	{"Password", true, "the word itself"},
	{"password", true, "the word itself"},
	{"passwd", true, "the word itself"},
	{"Passwd", true, "the word itself"},
	{"PASSWORD", true, "case does not matter"},
	{"secret", true, "the word itself"},
	{"Secret", true, "the word itself"},
	{"token", true, "the word itself"},
	{"Token", true, "the word itself"},
	{"TOKEN", true, "case does not matter"},
	{"jwt", true, "the word itself"},
	{"JWT", true, "the word itself"},
	{"bearer", true, "the word itself"},
	{"passphrase", true, "the word itself"},
	{"Passphrase", true, "the word itself"},
	{"apikey", true, "written as one word"},
	{"apiKey", true, "two words"},
	{"APIKey", true, "capitals in a row are one word"},
	{"ApiKey", true, "two words"},
	{"api_key", true, "two words with _"},
	{"accessToken", true, "token with a qualifier"},
	{"AccessToken", true, "token with a qualifier"},
	{"access_token", true, "token with a qualifier"},
	{"accesstoken", true, "written as one word"},
	{"AccessJwt", true, "jwt with a qualifier"},
	{"refreshToken", true, "token with a qualifier"},
	{"RefreshToken", true, "token with a qualifier"},
	{"refresh_token", true, "token with a qualifier"},
	{"refreshtoken", true, "written as one word"},
	{"refreshedToken", true, "token with a qualifier"},
	{"idToken", true, "token with a qualifier"},
	{"IDToken", true, "token with a qualifier"},
	{"IdToken", true, "token with a qualifier"},
	{"id_token", true, "token with a qualifier"},
	{"idtoken", true, "written as one word"},
	{"rawIDToken", true, "raw does not hide"},
	{"RawIDToken", true, "raw does not hide"},
	{"idTokenString", true, "string says how, not what"},
	{"authToken", true, "token with a qualifier"},
	{"AuthToken", true, "token with a qualifier"},
	{"auth_token", true, "token with a qualifier"},
	{"SessionToken", true, "token with a qualifier"},
	{"session_token", true, "token with a qualifier"},
	{"sessionToken", true, "token with a qualifier"},
	{"AWS_SESSION_TOKEN", true, "token with a qualifier"},
	{"BearerToken", true, "token with a qualifier"},
	{"bearerToken", true, "token with a qualifier"},
	{"bearer_token", true, "token with a qualifier"},
	{"csrfToken", true, "a CSRF token is the value"},
	{"CSRFToken", true, "a CSRF token is the value"},
	{"csrf_token", true, "a CSRF token is the value"},
	{"csrftoken", true, "written as one word"},
	{"ACLToken", true, "token with a qualifier"},
	{"aclToken", true, "token with a qualifier"},
	{"rootToken", true, "token with a qualifier"},
	{"userToken", true, "token with a qualifier"},
	{"clientToken", true, "token with a qualifier"},
	{"adminToken", true, "token with a qualifier"},
	{"AgentToken", true, "token with a qualifier"},
	{"ReplicationToken", true, "token with a qualifier"},
	{"oauth2Token", true, "a digit inside a word"},
	{"OAuthToken", true, "o and auth and token"},
	{"oauth_token", true, "token with a qualifier"},
	{"vaultToken", true, "token with a qualifier"},
	{"VAULT_TOKEN", true, "token with a qualifier"},
	{"GITHUB_TOKEN", true, "token with a qualifier"},
	{"PersonalAccessToken", true, "token with a qualifier"},
	{"SecurityToken", true, "token with a qualifier"},
	{"WebIdentityToken", true, "token with a qualifier"},
	{"serviceAccountToken", true, "token with a qualifier"},
	{"previewToken", true, "token with a qualifier"},
	{"shareToken", true, "token with a qualifier"},
	{"downloadToken", true, "token with a qualifier"},
	{"PasswordResetToken", true, "the token, not a password"},
	{"OneTimeToken", true, "token with a qualifier"},
	{"runnerToken", true, "token with a qualifier"},
	{"tokenString", true, "string says how, not what"},
	{"tokenStr", true, "str says how, not what"},
	{"tokenValue", true, "value says how, not what"},
	{"tokenBytes", true, "bytes says how, not what"},
	{"rawToken", true, "raw does not hide"},
	{"token1", true, "a number at the end"},
	{"token2", true, "a number at the end"},
	{"jwtToken", true, "token with a qualifier"},
	{"jwtString", true, "string says how, not what"},
	{"signedJWT", true, "signed is not sealed"},
	{"signedToken", true, "signed is not sealed"},
	{"rawJWT", true, "raw does not hide"},
	{"UserJWT", true, "jwt with a qualifier"},
	{"clientSecret", true, "secret with a qualifier"},
	{"ClientSecret", true, "secret with a qualifier"},
	{"client_secret", true, "secret with a qualifier"},
	{"clientsecret", true, "written as one word"},
	{"OIDCClientSecret", true, "secret with a qualifier"},
	{"sharedSecret", true, "secret with a qualifier"},
	{"SharedSecret", true, "secret with a qualifier"},
	{"TotpSecret", true, "secret with a qualifier"},
	{"MFASecret", true, "secret with a qualifier"},
	{"jwtSecret", true, "secret with a qualifier"},
	{"JWTSecret", true, "secret with a qualifier"},
	{"JWT_SECRET", true, "secret with a qualifier"},
	{"cookieSecret", true, "secret with a qualifier"},
	{"CookieSecret", true, "secret with a qualifier"},
	{"hmacSecret", true, "the key of an HMAC, no HMAC"},
	{"HMACSecret", true, "the key of an HMAC, no HMAC"},
	{"GlobalSecret", true, "secret with a qualifier"},
	{"AccessSecret", true, "secret with a qualifier"},
	{"AccessKeySecret", true, "secret with a qualifier"},
	{"access_key_secret", true, "secret with a qualifier"},
	{"SigningSecret", true, "secret with a qualifier"},
	{"secretValue", true, "value says how, not what"},
	{"AppSecret", true, "secret with a qualifier"},
	{"secretKey", true, "key with a qualifier that makes it secret"},
	{"SecretKey", true, "key with a qualifier that makes it secret"},
	{"secret_key", true, "key with a qualifier that makes it secret"},
	{"SecretAccessKey", true, "the secret half of a pair"},
	{"secretAccessKey", true, "the secret half of a pair"},
	{"AWS_SECRET_ACCESS_KEY", true, "the secret half of a pair"},
	{"PrivateKey", true, "key with a qualifier that makes it secret"},
	{"privateKey", true, "key with a qualifier that makes it secret"},
	{"rsaPrivateKey", true, "key with a qualifier that makes it secret"},
	{"SigningKey", true, "key with a qualifier that makes it secret"},
	{"signingKey", true, "key with a qualifier that makes it secret"},
	{"EncryptionPassword", true, "a password to encrypt with"},
	{"OPENAI_API_KEY", true, "two words with a qualifier"},
	{"MICRO_AI_API_KEY", true, "two words with a qualifier"},
	{"rawAPIKey", true, "raw does not hide"},
	{"testAPIKey", true, "tests use real ones, too"},
	{"userPassword", true, "password with a qualifier"},
	{"UserPassword", true, "password with a qualifier"},
	{"newPassword", true, "password with a qualifier"},
	{"oldPassword", true, "password with a qualifier"},
	{"currentPassword", true, "password with a qualifier"},
	{"confirm_password", true, "password with a qualifier"},
	{"BindPassword", true, "password with a qualifier"},
	{"SentinelPassword", true, "password with a qualifier"},
	{"BasicAuthPassword", true, "password with a qualifier"},
	{"redisPassword", true, "password with a qualifier"},
	{"REDIS_PASSWORD", true, "password with a qualifier"},
	{"LDAPPassword", true, "capitals in a row are one word"},
	{"SMTPPassword", true, "capitals in a row are one word"},
	{"KeyPassphrase", true, "passphrase with a qualifier"},
	{"PlaintextPassword1", true, "a number at the end"},
	{"password123", true, "a number at the end"},
	{"ProxyPassword", true, "password with a qualifier"},
	{"Credentials", true, "the word itself"},
	{"credentials", true, "the word itself"},
	{"Authorization", true, "the header"},
	{"authorization", true, "the header"},
	{"authorizationHeader", true, "the value of the header"},
	{"AuthorizationHeader", true, "the value of the header"},
	{"authorization_code", true, "an OAuth2 code"},
	{"AuthorizationCode", true, "an OAuth2 code"},
	{"tokens", false, "of a text as often as not; and no text itself"},
	{"Tokens", false, "of a text as often as not"},
	{"TokenType", false, "another last word: a type"},
	{"tokenType", false, "another last word: a type"},
	{"token_type", false, "another last word: a type"},
	{"TokenURL", false, "another last word: a URL"},
	{"token_url", false, "another last word: a URL"},
	{"tokenID", false, "another last word: an identifier"},
	{"TokenID", false, "another last word: an identifier"},
	{"TokenId", false, "another last word: an identifier"},
	{"tokenName", false, "another last word: a name"},
	{"tokenFile", false, "another last word: a path"},
	{"TokenFile", false, "another last word: a path"},
	{"tokenPath", false, "another last word: a path"},
	{"tokenCount", false, "another last word: a number"},
	{"TokenTTL", false, "another last word: a duration"},
	{"TokenLifetimeSeconds", false, "another last word: a number"},
	{"TokenEndpoint", false, "another last word: a URL"},
	{"tokenCache", false, "another last word: what holds it"},
	{"tokenStore", false, "another last word: what holds it"},
	{"tokenSource", false, "another last word: what makes it"},
	{"TokenSource", false, "another last word: what makes it"},
	{"TokenHash", false, "hashed"},
	{"tokenHash", false, "hashed"},
	{"TokenPrefix", false, "another last word: a part to show"},
	{"TokenHeader", false, "another last word: the name of a header"},
	{"tokenLifetime", false, "another last word: a duration"},
	{"tokenClaims", false, "another last word: what it says"},
	{"AccessTokenScope", false, "another last word: a scope"},
	{"AccessTokenLifespan", false, "another last word: a duration"},
	{"AccessTokenSignature", false, "another last word: a signature"},
	{"RefreshTokenLifetime", false, "another last word: a duration"},
	{"id_token_hint", false, "another last word: a hint"},
	{"ServiceAccountTokenProjection", false, "another last word"},
	{"nextToken", false, "a place in a list"},
	{"NextToken", false, "a place in a list"},
	{"pageToken", false, "a place in a list"},
	{"PageToken", false, "a place in a list"},
	{"NextPageToken", false, "a place in a list"},
	{"next_page_token", false, "a place in a list"},
	{"ContinuationToken", false, "a place in a list"},
	{"NextContinuationToken", false, "a place in a list"},
	{"continuationToken", false, "a place in a list"},
	{"peekToken", false, "a word of a text"},
	{"prevToken", false, "a word of a text"},
	{"DeviceToken", false, "an address for messages"},
	{"MaxTokens", false, "a number"},
	{"max_tokens", false, "a number"},
	{"numTokens", false, "a number"},
	{"NumTokens", false, "a number"},
	{"TotalTokens", false, "a number"},
	{"InputTokens", false, "a number"},
	{"OutputTokens", false, "a number"},
	{"tokenizer", false, "another word"},
	{"Tokenizer", false, "another word"},
	{"ErrorToken", false, "an error"},
	{"invalidToken", false, "says that it is none"},
	{"wantToken", false, "says that there is to be one"},
	{"validateToken", false, "a verb"},
	{"WithToken", false, "says that there is one"},
	{"IdempotencyTokenProvider", false, "another last word"},
	{"SecretName", false, "another last word: a name"},
	{"secretName", false, "another last word: a name"},
	{"SecretID", false, "another last word: an identifier"},
	{"secretID", false, "another last word: an identifier"},
	{"secretRef", false, "another last word: a reference"},
	{"SecretKeyRef", false, "another last word: a reference"},
	{"SecretReference", false, "another last word: a reference"},
	{"SecretType", false, "another last word: a type"},
	{"secretFile", false, "another last word: a path"},
	{"SecretFile", false, "another last word: a path"},
	{"ClientSecretFile", false, "another last word: a path"},
	{"secretsDir", false, "another last word: a path"},
	{"secretNamespace", false, "another last word: a name"},
	{"secretSize", false, "another last word: a number"},
	{"hashedSecret", false, "hashed"},
	{"redactedSecret", false, "redacted"},
	{"SecretSource", false, "another last word"},
	{"Secrets", false, "objects as often as not"},
	{"PasswordHash", false, "hashed"},
	{"passwordHash", false, "hashed"},
	{"HashedPassword", false, "hashed"},
	{"hashedPassword", false, "hashed"},
	{"PasswordDigest", false, "hashed"},
	{"PasswordFile", false, "another last word: a path"},
	{"PasswordPolicy", false, "another last word: a policy"},
	{"PasswordLength", false, "another last word: a number"},
	{"PasswordField", false, "another last word: the name of a field"},
	{"PasswordType", false, "another last word: a type"},
	{"PasswordQuery", false, "another last word"},
	{"ResetPassword", false, "a verb"},
	{"ChangePassword", false, "a verb"},
	{"UpdatePassword", false, "a verb"},
	{"VerifyPassword", false, "a verb"},
	{"MustChangePassword", false, "a question"},
	{"RequirePasswordChange", false, "a question"},
	{"IsPassword", false, "a question"},
	{"HasPassword", false, "a question"},
	{"WithPassword", false, "says that there is one"},
	{"LastPasswordChange", false, "another last word: a time"},
	{"DefaultPasswordConfig", false, "another last word"},
	{"htpasswd", false, "another word"},
	{"PublicKey", false, "public"},
	{"publicKey", false, "public"},
	{"KeyID", false, "an identifier"},
	{"keyID", false, "an identifier"},
	{"AccessKeyID", false, "an identifier"},
	{"accessKeyID", false, "an identifier"},
	{"AccessKeyId", false, "an identifier"},
	{"AccessKey", false, "the public half of a pair in most libraries"},
	{"accessKey", false, "the public half of a pair in most libraries"},
	{"SigningKeyID", false, "an identifier"},
	{"SigningKeyPub", false, "public"},
	{"PrivateKeyID", false, "an identifier"},
	{"PrivateKeyType", false, "another last word: a type"},
	{"PrivateKeyBits", false, "another last word: a number"},
	{"privateKeyPath", false, "another last word: a path"},
	{"cacheKey", false, "the key of a cache"},
	{"CacheKey", false, "the key of a cache"},
	{"primaryKey", false, "of a table"},
	{"apiKeyID", false, "an identifier"},
	{"apiKeyService", false, "another last word: what works with it"},
	{"authorized_keys", false, "public"},
	{"CredentialsFile", false, "another last word: a path"},
	{"CredentialScope", false, "another last word: a scope"},
	{"CredentialID", false, "an identifier"},
	{"CredentialIssuer", false, "another last word: who gives it"},
	{"credentialsProvider", false, "another last word: what gives it"},
	{"AllowCredentials", false, "a question"},
	{"AccessControlAllowCredentials", false, "a question"},
	{"ErrInvalidCredentials", false, "an error"},
	{"HeaderAuthorization", false, "the name of a header"},
	{"GrantTypeAuthorizationCode", false, "the name of a grant"},
	{"GrantTypeRefreshToken", false, "the name of a grant"},
	{"AuthorizationEndpoint", false, "another last word: a URL"},
	{"AuthorizationURL", false, "another last word: a URL"},
	{"AuthorizationID", false, "an identifier"},
	{"Unauthorized", false, "another word"},
	{"authorizer", false, "another word"},
	{"authorized", false, "another word"},
	{"csrfTokenName", false, "another last word: the name of a field"},
	{"CookieName", false, "a name"},
	{"cookieName", false, "a name"},
	{"CookieDomain", false, "a name"},
	{"SameSiteCookie", false, "an object or a name"},
	{"SessionCookie", false, "an object or a name"},
	{"StatusUnauthorized", false, "another word"},
	{"footprint", false, "another word"},
	{"otpId", false, "an identifier"},
	{"TOTPConfig", false, "another last word"},
	{"BearerTokenFile", false, "another last word: a path"},
	{"BearerFormat", false, "another last word: a format"},
	{"jwtConfig", false, "another last word"},
	{"JWTClaims", false, "another last word: what it says"},
}

func TestNamesOfSecrets(t *testing.T) {
	set := NewSet()
	text := types.Typ[types.String]
	if len(secretIdentifiers) < 150 {
		t.Errorf("%d identifiers; want at least 150", len(secretIdentifiers))
	}
	seen := map[string]bool{}
	for _, id := range secretIdentifiers {
		if seen[id.name] {
			t.Errorf("%s comes twice", id.name)
		}
		seen[id.name] = true
		if got := set.Named("field", id.name, "", text) != nil; got != id.secret {
			t.Errorf("%s: secret = %t; want %t: %s", id.name, got, id.secret, id.reason)
		}
	}
}

func TestNamesGoByTypes(t *testing.T) {
	set := NewSet()
	bytes := types.NewSlice(types.Typ[types.Byte])
	for _, c := range []struct {
		name string
		typ  types.Type
		want bool
	}{
		{"Password", types.Typ[types.String], true},
		{"Password", bytes, true},
		{"Password", types.NewPointer(types.Typ[types.String]), true},
		{"Password", types.NewArray(types.Typ[types.Byte], 32), true},
		{"Password", types.Typ[types.Bool], false},
		{"Token", types.Typ[types.Int], false},
		{"Token", types.NewStruct(nil, nil), false},
		{"Passwords", types.NewSlice(types.Typ[types.String]), true},
		{"apikeys", types.NewSlice(types.Typ[types.String]), true},
		{"tokens", types.NewSlice(types.Typ[types.String]), false},
	} {
		if got := set.Named("field", c.name, "", c.typ) != nil; got != c.want {
			t.Errorf("%s of type %s: secret = %t", c.name, c.typ, got)
		}
	}
}

func TestUsersChangeNames(t *testing.T) {
	names := append(SecretNames("secret-identifier"), "acme_ticket")
	for i, name := range names {
		if name == "bearer" {
			names[i] = "unlikely"
		}
	}
	set := NewSet().WithVocabulary(map[string][]string{"secret-identifier": names})
	for name, want := range map[string]bool{"AcmeTicket": true, "userAcmeTicket": true, "acmeticket": true, "ticket": false, "bearer": false, "Password": true} {
		if got := set.Named("field", name, "", types.Typ[types.String]) != nil; got != want {
			t.Errorf("%s: secret = %t", name, got)
		}
	}
	if NewSet().Named("field", "AcmeTicket", "", types.Typ[types.String]) != nil {
		t.Error("one set's names are another's, too")
	}
}

func TestNamesThatHide(t *testing.T) {
	for name, want := range map[string]bool{
		"hashToken": true, "HashPassword": true, "sha256Hex": true, "computeHMAC": true, "EncryptSecret": true, "redactHeader": true, "maskToken": true,
		"Sanitize": true, "fingerprint": true, "Len": true, "getToken": false, "NewToken": false, "Marshal": false, "decrypt": false, "TrimPrefix": false, "Sprintf": false,
	} {
		if got := NewSet().Hides(name) != nil; got != want {
			t.Errorf("%s hides: %t", name, got)
		}
	}
}

func TestNamesOfCaches(t *testing.T) {
	for name, want := range map[string]bool{
		"cache": true, "tokenCache": true, "cachedTokens": true, "userCacheMap": true, "apiKeyCache": true, "token_cache": true, "caches": true,
		"tokens": false, "sessions": false, "escaped": false, "cachet": false, "attachEvents": false, "memoized": true,
	} {
		if value, key := NewSet().Container(name); (value != nil) != want || (key != nil) != want {
			t.Errorf("%s is a cache: %t", name, value != nil)
		}
	}
}
