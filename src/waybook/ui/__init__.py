"""The screens' machinery: the only package that imports Streamlit."""
