"""Expected values of TweetsTfIdfTest, from scikit-learn 1.9's TfidfVectorizer on the real tweets.

    python tweets_tfidf.py $LOCKSTEP_DATA/Tweets.csv > tweets-tfidf.csv

No text is written: terms of the 150 smallest idf, and of every 97th tweet (in file order) the number of
non-zeros, the sum of the values, and the sum of value * position, where position in [0, 1) is the
term's place in the sorted vocabulary.
"""
import csv
import sys

from sklearn.feature_extraction.text import TfidfVectorizer

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    texts = [row["text"] for row in csv.DictReader(file)]
vectorizer = TfidfVectorizer(min_df=2)  # no cut: scikit-learn breaks ties at a cut otherwise
matrix = vectorizer.fit_transform(texts).tocsr()
terms = vectorizer.get_feature_names_out()  # sorted by code point
print(f"size,{len(texts)},{len(terms)},{matrix.nnz}")
for column in sorted(range(len(terms)), key=lambda c: (vectorizer.idf_[c], terms[c]))[:150]:
    print(f"idf,{terms[column]},{vectorizer.idf_[column]:.12f},")
for row in range(0, len(texts), 97):
    cells = matrix[row]
    weighted = sum(v * c / len(terms) for c, v in zip(cells.indices, cells.data))
    print(f"row,{row},{cells.nnz},{cells.data.sum():.12f},{weighted:.12f}")
